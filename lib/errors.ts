/** What a caller can do about an error; each has one HTTP status (`lib/http/problem.ts`) and one retry rule (`inngest/middleware/retry.ts`). */
export type ErrorCode =
  | "invalid_input"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "bad_image"
  | "rate_limited"
  | "upstream"
  | "internal";

export class AppError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
  }
}

/** One invalid field of an input: a JSON pointer-like path and what is wrong with it. */
export interface FieldError {
  field: string;
  message: string;
}

/** The input is wrong and will stay wrong: never retried. */
export class InvalidInputError extends AppError {
  readonly errors: FieldError[];

  constructor(message: string, errors: FieldError[] = [], options?: { cause?: unknown }) {
    super("invalid_input", message, options);
    this.errors = errors;
  }
}

export class UnauthenticatedError extends AppError {
  constructor(message = "Sign in, or send an API key as `Authorization: Bearer mdm_…`.") {
    super("unauthenticated", message);
  }
}

export class ForbiddenError extends AppError {
  constructor(message: string) {
    super("forbidden", message);
  }
}

export class NotFoundError extends AppError {
  constructor(message: string) {
    super("not_found", message);
  }
}

export class ConflictError extends AppError {
  constructor(message: string) {
    super("conflict", message);
  }
}

/** Another service failed, refused for now or could not be reached: retried, after `retryAfterMs` where it said when. */
export class UpstreamError extends AppError {
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super("upstream", message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
