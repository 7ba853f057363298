import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Says what is wrong with the token of a signed URL, or null when it is a living HS256 token of ours.
 * Lite checks it too, but answers 500 when it is not.
 */
export function describeTokenProblem(token: string | null, secret: string, nowMs = Date.now()): string | null {
  if (!token) return "The signed URL has no token.";
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return "The token is not a JWT.";
  const expected = createHmac("sha256", secret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return "signature verification failed";
  const claims = parseClaims(payload);
  if (typeof claims?.exp !== "number") return "The token has no expiry.";
  return claims.exp * 1000 <= nowMs ? '"exp" claim timestamp check failed' : null;
}

function parseClaims(payload: string): { exp?: unknown } | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return typeof claims === "object" ? claims : null;
  } catch {
    return null;
  }
}
