import { AppError } from "@/lib/errors";

export type BadImageReason =
  | "not_an_image"
  | "image_type_unsupported"
  | "image_truncated"
  | "image_corrupt"
  | "image_too_small"
  | "image_too_large"
  | "image_too_narrow"
  | "image_too_slow";

/** The bytes are no picture we can use, and never will be: counted by `reason`, shown as `message`, not retried. */
export class BadImageError extends AppError {
  override readonly name = "BadImageError";
  readonly reason: BadImageReason;

  constructor(reason: BadImageReason, message: string, options?: { cause?: unknown }) {
    super("bad_image", message, options);
    this.reason = reason;
  }
}
