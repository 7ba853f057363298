/** Why one image of a batch has no result. `isPermanent` tells that the same bytes would fail again. */
export class ImageError extends Error {
  readonly code: ImageErrorCode;
  readonly isPermanent: boolean;

  constructor(code: ImageErrorCode, message: string, options: { isPermanent: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = "ImageError";
    this.code = code;
    this.isPermanent = options.isPermanent;
  }
}

export type ImageErrorCode =
  | "unreadable_image"
  | "corrupt_image"
  | "too_many_pixels"
  | "too_small"
  | "too_many_bytes"
  | "not_found"
  | "redirect_refused"
  | "storage_unreachable"
  | "internal";
