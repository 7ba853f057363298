import { chmodSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chooseEngine } from "../../../local/stack/engine-choice.ts";
import { loadSecrets } from "../../../local/stack/secrets.ts";
import { planStack } from "../../../local/stack/services.ts";
import { readSettings } from "../../../local/stack/settings.ts";
import { type Bench, createBench, freePort } from "./support/harness.ts";

let bench: Bench;
beforeEach(() => {
  bench = createBench();
});
afterEach(() => bench.cleanUp());

/** Stands where npm puts the dev server: notes its arguments and folder, and answers /health on the port it was given. */
const FAKE_INNGEST = `#!${process.execPath}
const args = process.argv.slice(2);
if (args[0] === "version") process.exit(0);
require("node:fs").writeFileSync(process.env.MODOMO_DATA_DIR + "/inngest-call.json", JSON.stringify({ args, cwd: process.cwd() }));
const at = (name) => args[args.indexOf(name) + 1];
require("node:http").createServer((request, response) => response.end("ok")).listen(Number(at("--port")), at("--host"));
`;

test("an installed dev server is chosen, started with our app and its own folder, and found healthy", async () => {
  const rootDir = join(bench.dataDir, "root");
  const binary = join(rootDir, "node_modules/inngest-cli/bin/inngest");
  mkdirSync(dirname(binary), { recursive: true });
  writeFileSync(binary, FAKE_INNGEST);
  chmodSync(binary, 0o755);

  const port = await freePort();
  const settings = { ...readSettings({ MODOMO_DATA_DIR: bench.dataDir, MODOMO_ENGINE_PORT: String(port) }), rootDir };
  const engine = chooseEngine(settings);
  expect(engine.kind).toBe("inngest");
  const secrets = loadSecrets(bench.dataDir);
  const plan = planStack({ settings, secrets, engine, mode: "start", build: () => Promise.resolve() });
  const stack = bench.startStack(plan.services.filter(({ name }) => name === "engine"));
  await stack.says(/engine is ready[\s\S]*ALL READY/);

  const call = JSON.parse(readFileSync(join(bench.dataDir, "inngest-call.json"), "utf8")) as {
    args: string[];
    cwd: string;
  };
  expect(call.args).toEqual([
    "dev",
    "-u",
    "http://127.0.0.1:3000/api/inngest",
    "--no-discovery",
    "--persist",
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
  ]);
  expect(call.cwd).toBe(join(realpathSync(bench.dataDir), "inngest"));
});
