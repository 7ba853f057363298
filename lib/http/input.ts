import type { z } from "zod";
import { type FieldError, InvalidInputError } from "@/lib/errors";
import { plainMessage } from "./plain-message";

/** Largest JSON body a route reads. */
const BODY_MAX_BYTES = 1024 * 1024;

/** Query parameters as an object; a repeated one is an array. */
export function queryOf(url: URL): Record<string, string | string[]> {
  const entries = [...new Set(url.searchParams.keys())].map((key) => {
    const values = url.searchParams.getAll(key);
    return [key, values.length > 1 ? values : (values[0] ?? "")] as const;
  });
  return Object.fromEntries(entries);
}

/** The JSON body, over the query parameters (old clients send `POST …?limit=50` without a body). */
export async function bodyOf(request: Request): Promise<unknown> {
  const query = queryOf(new URL(request.url));
  const text = await readText(request);
  if (text.trim() === "") return query;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new InvalidInputError("The body is not valid JSON.", [{ field: "body", message: "not valid JSON" }], {
      cause,
    });
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new InvalidInputError("The body must be a JSON object.", [{ field: "body", message: "must be an object" }]);
  }
  return { ...query, ...json };
}

async function readText(request: Request): Promise<string> {
  const tooLarge = new InvalidInputError("The body is larger than 1 MiB.", [
    { field: "body", message: "larger than 1 MiB" },
  ]);
  if (Number(request.headers.get("content-length") ?? 0) > BODY_MAX_BYTES) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_MAX_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** @throws {InvalidInputError} naming every field that is wrong. */
export function parseInput<Output>(schema: z.ZodType<Output>, raw: unknown): Output {
  const parsed = schema.safeParse(raw, { error: plainMessage });
  const errors = parsed.success ? unstorable(raw) : parsed.error.issues.flatMap(toFieldErrors);
  if (parsed.success && errors.length === 0) return parsed.data;
  const names = [...new Set(errors.map(({ field }) => field))].join(", ");
  throw new InvalidInputError(`Check ${names}: ${errors[0]?.message ?? "not valid"}.`, errors);
}

/** Text that no schema minds and PostgreSQL cannot hold: NUL characters, and halves of surrogate pairs. */
function unstorable(value: unknown, path: string[] = []): FieldError[] {
  if (typeof value === "string") {
    const isFine = !value.includes("\0") && value.isWellFormed();
    return isFine ? [] : [{ field: path.join("."), message: "has characters that cannot be stored" }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => unstorable(inner, [...path, key]));
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: path ? `${path}.${key}` : key,
      message: "is not a field of this request",
    }));
  }
  if (issue.code === "invalid_union" && issue.path.length === 0) {
    // Of several request forms, the one whose fields were most nearly right names the trouble.
    const closest = [...issue.errors].sort((a, b) => a.length - b.length)[0]?.flatMap(toFieldErrors) ?? [];
    return [...closest.map(({ field }) => ({ field: field || "body", message: issue.message }))];
  }
  return [{ field: path || "body", message: issue.message }];
}
