import { createHash, randomBytes } from "node:crypto";

export type SupabaseKeys = { publishableKey: string; secretKey: string; jwtSecret: string };

/** New keys of the shape hosted Supabase hands out, and a secret for signing its access tokens. */
export function generateSupabaseKeys(): SupabaseKeys {
  return {
    publishableKey: generateApiKey("publishable"),
    secretKey: generateApiKey("secret"),
    jwtSecret: randomBytes(48).toString("base64url"),
  };
}

/**
 * `sb_<type>_<22 characters>_<8 characters of checksum>`.
 * @param random 17 bytes, base64url-encoded and cut to 22 characters.
 * Source: `generateApiKey` of @supabase/lite 0.10.0, which the tests compare with; repeated here because the
 * bootstrap makes keys before anything is installed.
 */
export function generateApiKey(type: "publishable" | "secret", random: Buffer = randomBytes(17)): string {
  const body = `sb_${type}_${random.toString("base64url").slice(0, 22)}`;
  const checksum = createHash("sha256").update(`supabase-self-hosted|${body}`).digest("base64url").slice(0, 8);
  return `${body}_${checksum}`;
}
