import type { ErrorClass } from "@/lib/contracts/failures";

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
  | "database"
  | "timeout"
  | "memory"
  | "internal";

export class AppError extends Error {
  // Written out in every class: a production build shortens class names.
  override readonly name: string = "AppError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** One invalid field of an input: a JSON pointer-like path and what is wrong with it. */
export interface FieldError {
  field: string;
  message: string;
}

/** The input is wrong and will stay wrong: never retried. */
export class InvalidInputError extends AppError {
  override readonly name: string = "InvalidInputError";
  readonly errors: FieldError[];

  constructor(message: string, errors: FieldError[] = [], options?: { cause?: unknown }) {
    super("invalid_input", message, options);
    this.errors = errors;
  }
}

export class UnauthenticatedError extends AppError {
  override readonly name: string = "UnauthenticatedError";
  constructor(message = "Sign in, or send an API key as `Authorization: Bearer mdm_…`.") {
    super("unauthenticated", message);
  }
}

export class ForbiddenError extends AppError {
  override readonly name: string = "ForbiddenError";
  constructor(message: string) {
    super("forbidden", message);
  }
}

export class NotFoundError extends AppError {
  override readonly name: string = "NotFoundError";
  constructor(message: string) {
    super("not_found", message);
  }
}

export class ConflictError extends AppError {
  override readonly name: string = "ConflictError";
  constructor(message: string) {
    super("conflict", message);
  }
}

/** Another service failed, refused for now or could not be reached: retried, after `retryAfterMs` where it said when. */
export class UpstreamError extends AppError {
  override readonly name: string = "UpstreamError";
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
    code: "upstream" | "database" | "timeout" | "memory" = "upstream",
  ) {
    super(code, message, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The database or storage is out of reach, restarting or too busy: retried on a new connection. */
export class DatabaseError extends UpstreamError {
  override readonly name: string = "DatabaseError";
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options, "database");
  }
}

/** Another service took too long: retried, `MODOMO_TIMEOUT_TRIES` times in all. */
export class TimeoutError extends UpstreamError {
  override readonly name: string = "TimeoutError";
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options, "timeout");
  }
}

/** A worker ran out of memory, or died while it worked: retried with half as much at once. */
export class MemoryError extends UpstreamError {
  override readonly name: string = "MemoryError";
  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options, "memory");
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What to file an error under: the code of ours, the name of any other. */
export function codeOf(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : "unknown";
}

/**
 * What kind of trouble an error is, for people and for its retry rule (docs/operations.md). Told by the code that errors and
 * failed items carry: those of ours by name, a class name of JavaScript's is a fault of the program, and what else there is
 * are reasons why a picture or a scene cannot be used.
 */
export function classOfCode(code: string): ErrorClass {
  const known = CLASSES[code as keyof typeof CLASSES];
  if (known) return known;
  return /^[a-z]/.test(code) ? "bad_input" : "internal";
}

const CLASSES = {
  database: "database",
  upstream: "external",
  rate_limited: "external",
  timeout: "timeout",
  memory: "memory",
  poison: "poison",
  run_cancelled: "cancelled",
  RunCancelled: "cancelled",
  purged: "cancelled",
  internal: "internal",
  unknown: "internal",
} satisfies Record<string, ErrorClass>;

/** An error as it is kept of an item, a run or a job. */
export interface KeptError {
  code: string;
  message: string;
  class: ErrorClass;
}

export const keptError = ({ code, message }: { code: string; message: string }): KeptError => ({
  code,
  message,
  class: classOfCode(code),
});
