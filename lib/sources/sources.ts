import type { Env } from "@/lib/env";
import { InvalidInputError } from "@/lib/errors";
import { createCommonsSource } from "./commons/commons";
import { createGallerySource } from "./gallery";
import { createGenericSource } from "./generic/generic";
import { createHouzzSource } from "./houzz/houzz";
import { createOpenverseSource } from "./openverse/openverse";
import type { SourceAdapter } from "./source-adapter";

export type SourceConfig = Pick<Env, "MODOMO_GALLERY_URL" | "MODOMO_SOURCE_ORIGINS" | "MODOMO_USER_AGENT">;

/** Every source that can be crawled with this configuration. */
export function listSources(config: SourceConfig): SourceAdapter[] {
  const { MODOMO_GALLERY_URL: galleryUrl, MODOMO_SOURCE_ORIGINS: origins, MODOMO_USER_AGENT: userAgent } = config;
  return [
    ...(galleryUrl ? [createGallerySource(galleryUrl)] : []),
    createCommonsSource({ origin: origins.commons, userAgent }),
    createOpenverseSource({ origin: origins.openverse }),
    createGenericSource(),
    createHouzzSource({ origin: origins.houzz, cdnOrigin: origins.houzz_cdn }),
  ];
}

/** @throws {InvalidInputError} no such source here; the message names those there are. */
export function getSource(id: string, config: SourceConfig): SourceAdapter {
  const sources = listSources(config);
  const source = sources.find((candidate) => candidate.id === id);
  if (source) return source;
  const message = `There is no source "${id}". Known here: ${sources.map((candidate) => candidate.id).join(", ")}.`;
  throw new InvalidInputError(message, [{ field: "source", message }]);
}
