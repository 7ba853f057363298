import { InvalidInputError } from "@/lib/errors";
import { createGallerySource } from "./gallery";
import type { SourceAdapter } from "./source-adapter";

export interface SourceConfig {
  /** Address of the sample gallery; null where none runs. */
  galleryUrl: string | null;
}

/** Every source that can be crawled with this configuration. */
export function listSources({ galleryUrl }: SourceConfig): SourceAdapter[] {
  return galleryUrl ? [createGallerySource(galleryUrl)] : [];
}

/** @throws {InvalidInputError} no such source here; the message names those there are. */
export function getSource(id: string, config: SourceConfig): SourceAdapter {
  const sources = listSources(config);
  const source = sources.find((candidate) => candidate.id === id);
  if (source) return source;
  const known =
    sources.length > 0 ? `Known here: ${sources.map((candidate) => candidate.id).join(", ")}.` : "None is set up here.";
  const message = `There is no source "${id}". ${known}`;
  throw new InvalidInputError(message, [{ field: "source", message }]);
}
