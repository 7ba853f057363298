import { ForbiddenError } from "@/lib/errors";

/** Somebody said no: the site, the file, or a takedown. What was refused is not stored, and not asked for again. */
export class RefusedError extends ForbiddenError {
  override readonly name = "RefusedError";
  /** Which signal said it, such as `robots`, `x-robots-tag`, `blocked` or `takedown`: yields are counted by it. */
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}
