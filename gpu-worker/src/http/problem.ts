import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { z } from "zod";

/** A request this service turns down; answered as a problem document (RFC 9457). */
export class ProblemError extends Error {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  /** Every input that is wrong, by its path in the body, such as `images[2].url`. */
  readonly errors: readonly FieldError[];
  readonly headers: Record<string, string>;

  constructor(
    status: ContentfulStatusCode,
    title: string,
    detail: string,
    more: { errors?: readonly FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = "ProblemError";
    this.status = status;
    this.title = title;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export function problemResponse(context: Context, problem: ProblemError): Response {
  const { status, title, message: detail, errors, headers } = problem;
  const body = { type: "about:blank", title, status, detail, ...(errors.length > 0 && { errors }) };
  return context.body(JSON.stringify(body), status, { ...headers, "content-type": "application/problem+json" });
}

/**
 * The fields a validation issue is about. Of a union, the variant with the fewest complaints is taken for the one meant,
 * so that `images[2].url` is named and not just `images[2]`.
 */
export function fieldErrors(issue: z.core.$ZodIssue, parent: readonly PropertyKey[] = []): FieldError[] {
  const path = [...parent, ...issue.path];
  if (issue.code === "invalid_union") {
    const [closest] = issue.errors.toSorted((a, b) => a.length - b.length);
    if (closest?.length) return closest.flatMap((inner) => fieldErrors(inner, path));
  }
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ field: fieldPath([...path, key]), message: "is not a known field" }));
  }
  return [{ field: fieldPath(path), message: issue.message }];
}

/** `["images", 2, "url"]` → `images[2].url`; the body itself is `body`. */
function fieldPath(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return text.replace(/^\./, "") || "body";
}
