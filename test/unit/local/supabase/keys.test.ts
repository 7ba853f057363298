import { generateApiKey as generateLikeLite } from "@supabase/lite";
import { expect, test } from "vitest";
import { readConfig } from "../../../../local/supabase/config.ts";
import { generateApiKey, generateSupabaseKeys } from "../../../../local/supabase/keys.ts";

test.each(["publishable", "secret"] as const)(
  "a %s key is what Supabase Lite makes of the same bytes",
  async (type) => {
    for (const fill of [0, 7, 255]) {
      const random = Buffer.alloc(17, fill);
      expect(generateApiKey(type, random)).toBe((await generateLikeLite(type, undefined, new Uint8Array(random))).key);
    }
  },
);

test("new keys differ each time and are what the server accepts", () => {
  const [a, b] = [generateSupabaseKeys(), generateSupabaseKeys()];
  expect(new Set([...Object.values(a), ...Object.values(b)]).size).toBe(6);
  const config = readConfig({
    NODE_ENV: "test",
    SUPABASE_PUBLISHABLE_KEY: a.publishableKey,
    SUPABASE_SECRET_KEY: a.secretKey,
    SUPABASE_JWT_SECRET: a.jwtSecret,
    DATABASE_URL: "",
  });
  expect(config).toMatchObject({ keys: a, databaseUrl: null, port: 54321, studioPort: null, wirePort: null });
});

test("a wrong environment is refused by name, without its value", () => {
  const env = { NODE_ENV: "test", SUPABASE_PUBLISHABLE_KEY: "hunter2", DATABASE_URL: "mysql://u:hunter3@h/d" } as const;
  expect(() => readConfig(env)).toThrow(/PUBLISHABLE_KEY.*SECRET_KEY.*JWT_SECRET.*DATABASE_URL/s);
  expect(() => readConfig(env)).not.toThrow(/hunter/);
});
