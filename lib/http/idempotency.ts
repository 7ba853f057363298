import { createHash } from "node:crypto";
import type { Principal } from "@/lib/auth/scopes";
import { InvalidInputError } from "@/lib/errors";

/**
 * Reads `Idempotency-Key`. The same key with the same request answers the same job; with another request it is a conflict.
 * @throws {InvalidInputError} longer than 200 characters or empty.
 */
export function idempotencyOf(
  request: Request,
  principal: Principal | undefined,
  body: unknown,
): { key: string; owner: string; requestHash: string } | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (key.length === 0 || key.length > 200) {
    throw new InvalidInputError("The Idempotency-Key header must have 1 to 200 characters.", [
      { field: "Idempotency-Key", message: "must have 1 to 200 characters" },
    ]);
  }
  const asked = `${new URL(request.url).pathname}\n${JSON.stringify(body)}`;
  return { key, owner: principal?.id ?? "", requestHash: createHash("sha256").update(asked).digest("hex") };
}
