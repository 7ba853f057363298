import { fileTypeFromBuffer } from "file-type";
import { BadImageError } from "./bad-image-error";

export interface ImageType {
  format: "jpeg" | "png" | "webp" | "avif";
  mime: string;
  /** File name ending, without the dot. */
  ext: string;
}

const ACCEPTED: Record<string, ImageType> = {
  "image/jpeg": { format: "jpeg", mime: "image/jpeg", ext: "jpg" },
  "image/png": { format: "png", mime: "image/png", ext: "png" },
  "image/apng": { format: "png", mime: "image/png", ext: "png" }, // an animated PNG is a PNG; its first frame is used
  "image/webp": { format: "webp", mime: "image/webp", ext: "webp" },
  "image/avif": { format: "avif", mime: "image/avif", ext: "avif" },
};
const USE_INSTEAD = "Use JPEG, PNG, WebP or AVIF.";
const SNIFF_BYTES = 4100;

/**
 * The format of a file by its first bytes; its name and declared type are not asked.
 * @throws {BadImageError} `not_an_image` or `image_type_unsupported`.
 */
export async function inspectImage(bytes: Buffer): Promise<ImageType> {
  if (bytes.length === 0) throw new BadImageError("not_an_image", "The file is empty.");
  const head = bytes.subarray(0, SNIFF_BYTES);
  const sniffed = await fileTypeFromBuffer(head);
  const accepted = sniffed && ACCEPTED[sniffed.mime];
  if (accepted) return accepted;
  const text = textKind(head);
  if (text === "html") {
    throw new BadImageError(
      "not_an_image",
      "This is a web page, not a picture. The site may ask for a sign-in or block downloads.",
    );
  }
  if (text === "svg") {
    throw new BadImageError("image_type_unsupported", `SVG drawings are not photos. ${USE_INSTEAD}`);
  }
  if (sniffed?.mime.startsWith("image/")) {
    throw new BadImageError(
      "image_type_unsupported",
      `${sniffed.ext.toUpperCase()} pictures are not supported. ${USE_INSTEAD}`,
    );
  }
  if (sniffed)
    throw new BadImageError(
      "not_an_image",
      `This is not a picture but a file of type ${sniffed.ext.toUpperCase()}. ${USE_INSTEAD}`,
    );
  throw new BadImageError(
    "not_an_image",
    `This is no picture of a known kind, or its first bytes are damaged. ${USE_INSTEAD}`,
  );
}

function textKind(head: Buffer): "html" | "svg" | null {
  const start = head
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .toLowerCase();
  if (/^(<\?xml[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype svg[\s\S]*?>|\s)*<svg[\s>]/.test(start)) return "svg";
  return /^(<!--[\s\S]*?-->|\s)*(<!doctype html|<html|<head|<body|<script)/.test(start) ? "html" : null;
}
