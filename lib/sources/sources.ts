import type { Env } from "@/lib/env";
import { InvalidInputError } from "@/lib/errors";
import { createGallerySource } from "./gallery";
import type { SourceAdapter } from "./source-adapter";

export type SourceConfig = Pick<Env, "MODOMO_GALLERY_URL" | "MODOMO_SOURCE_ORIGINS">;

/** Every source that can be crawled with this configuration. */
export function listSources({ MODOMO_GALLERY_URL: galleryUrl }: SourceConfig): SourceAdapter[] {
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
