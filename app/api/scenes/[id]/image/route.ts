import { z } from "zod";
import { imageVariantSchema } from "@/lib/contracts/requests";
import { apiRoute } from "@/lib/http/api-route";
import { getFile, IMAGES_BUCKET, THUMBNAILS_BUCKET } from "@/lib/scenes/files";
import { getSceneFile } from "@/lib/scenes/scenes.repository";
import { idParamsSchema } from "../../../id-params";

const querySchema = z.strictObject({ variant: imageVariantSchema.default("original") });

/** GET → the picture as it came, or its thumbnail (WebP, at most 512 px). The bytes of an id never change. */
export const GET = apiRoute(
  {
    summary: "The picture, or its thumbnail",
    scope: "data:read",
    params: idParamsSchema,
    query: querySchema,
    answers: { 200: { mediaType: "image/*" }, 304: null },
  },
  async ({ deps, params, query, request }) => {
    const { storagePath, thumbnailPath, format, sha256 } = await getSceneFile(deps.db, params.id);
    const isThumbnail = query.variant === "thumbnail";
    const headers = {
      etag: `"${sha256}-${query.variant}"`,
      "cache-control": "private, max-age=31536000, immutable",
      "content-type": isThumbnail ? "image/webp" : `image/${format}`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
    };
    if (isKnown(request, headers.etag)) return new Response(null, { status: 304, headers });
    const bytes = await (isThumbnail
      ? getFile(deps.db, THUMBNAILS_BUCKET, thumbnailPath)
      : getFile(deps.db, IMAGES_BUCKET, storagePath));
    return new Response(new Uint8Array(bytes), { headers });
  },
);

/** A cache between us and the reader may have made the tag weak, or have several. */
const isKnown = (request: Request, etag: string): boolean =>
  (request.headers.get("if-none-match") ?? "").split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
