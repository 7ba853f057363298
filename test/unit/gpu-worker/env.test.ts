import { expect, test } from "vitest";
import { parseEnv } from "../../../gpu-worker/src/env.ts";

const GPU_WORKER_TOKEN = "0123456789abcdef";

test("a token is all that must be set; URLs are off until an origin is given", () => {
  const env = parseEnv({ GPU_WORKER_TOKEN });
  expect(env).toMatchObject({ host: "127.0.0.1", port: 8790, threads: 2, concurrency: 2, storageOrigin: null });
  expect(env.modelsDir).toMatch(/\.modomo\/cache\/models$/);
});

test.each([
  { name: "no token", variables: {}, variable: "GPU_WORKER_TOKEN" },
  { name: "a short token", variables: { GPU_WORKER_TOKEN: "short" }, variable: "GPU_WORKER_TOKEN" },
  {
    name: "an origin with a path",
    variables: { GPU_WORKER_STORAGE_ORIGIN: "https://a.example/x" },
    variable: "GPU_WORKER_STORAGE_ORIGIN",
  },
  {
    name: "an origin that is no web address",
    variables: { GPU_WORKER_STORAGE_ORIGIN: "file:///x" },
    variable: "GPU_WORKER_STORAGE_ORIGIN",
  },
  { name: "a port out of range", variables: { MODOMO_GPU_PORT: "70000" }, variable: "MODOMO_GPU_PORT" },
  { name: "no threads", variables: { GPU_WORKER_THREADS: "0" }, variable: "GPU_WORKER_THREADS" },
])("$name stops the start and names $variable", ({ variables, variable }) => {
  const base = variable === "GPU_WORKER_TOKEN" ? {} : { GPU_WORKER_TOKEN };
  expect(() => parseEnv({ ...base, ...variables })).toThrow(variable);
});

test("licences are a comma list", () => {
  expect(parseEnv({ GPU_WORKER_TOKEN, MODELS_ALLOWED_LICENCES: "MIT, unclear," }).allowedLicences).toEqual([
    "MIT",
    "unclear",
  ]);
});
