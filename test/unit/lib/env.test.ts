import { expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { AppError, codeOf, NotFoundError, UpstreamError } from "@/lib/errors";
import { BadImageError } from "@/lib/images/bad-image-error";

const RIGHT = {
  SUPABASE_URL: "http://127.0.0.1:1",
  SUPABASE_PUBLISHABLE_KEY: "p",
  SUPABASE_SECRET_KEY: "s",
  GPU_WORKER_URLS: "http://127.0.0.1:2, http://127.0.0.1:3",
  GPU_WORKER_TOKEN: "0123456789abcdef",
};

test("lists are split, numbers read, the rest has defaults", () => {
  const env = parseEnv({ ...RIGHT, MODOMO_RETRY_BASE_MS: "2000" });
  expect(env.GPU_WORKER_URLS).toEqual(["http://127.0.0.1:2", "http://127.0.0.1:3"]);
  expect(env).toMatchObject({
    MODOMO_RETRY_BASE_MS: 2000,
    MODOMO_FETCH_PRIVATE_ORIGINS: [],
    MODOMO_DEFAULT_SOURCE: "gallery",
  });
  expect(env.MODOMO_GALLERY_URL).toBeUndefined();
  expect(parseEnv(RIGHT).MODOMO_RETRY_BASE_MS).toBe(60_000);
});

test("an empty variable is one that is not set", () => {
  expect(parseEnv({ ...RIGHT, MODOMO_GALLERY_URL: "" }).MODOMO_GALLERY_URL).toBeUndefined();
  expect(() => parseEnv({ ...RIGHT, SUPABASE_SECRET_KEY: "" })).toThrow("SUPABASE_SECRET_KEY");
});

test("everything that is wrong is named at once, with a way out and without any value", () => {
  const secret = "short-secret";
  const act = () =>
    parseEnv({ ...RIGHT, SUPABASE_URL: "nowhere", GPU_WORKER_TOKEN: secret, GPU_WORKER_URLS: undefined });
  for (const part of ["SUPABASE_URL", "GPU_WORKER_TOKEN", "GPU_WORKER_URLS", ".env.example"]) expect(act).toThrow(part);
  expect(act).not.toThrow(secret);
});

test("an error's name does not hang on the name of its class, which a production build shortens", () => {
  const renamed = { x: class extends NotFoundError {} }.x;
  expect(new renamed("m").name).toBe("NotFoundError");
  expect(new UpstreamError("m").name).toBe("UpstreamError");
  expect(new BadImageError("not_an_image", "m").name).toBe("BadImageError");
});

test("an error is filed under its code, a stranger under its name", () => {
  expect(codeOf(new AppError("conflict", "m"))).toBe("conflict");
  expect(codeOf(new RangeError("m"))).toBe("RangeError");
  expect(codeOf("text")).toBe("unknown");
});
