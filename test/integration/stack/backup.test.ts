import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readManifest } from "../../../local/backup/manifest.ts";
import { type SupabaseInstance, startSupabase } from "../../support/supabase.ts";
import { serviceClient } from "../supabase/clients.ts";

/** That of no schedule a fresh installation has. */
const CRON = "59 23 31 12 *";

let server: SupabaseInstance;
let scratch: string;
beforeAll(async () => {
  server = await startSupabase();
  scratch = mkdtempSync(join(tmpdir(), "modomo-backup-"));
});
afterAll(async () => {
  await server?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function run(script: "backup" | "restore", args: string[], env: Record<string, string> = {}) {
  const clean = Object.entries(process.env).filter(([name]) => !/^(SUPABASE_|DATABASE_URL$)/.test(name));
  const { status, stdout, stderr } = spawnSync(process.execPath, [`local/${script}.ts`, ...args], {
    encoding: "utf8",
    env: { ...(Object.fromEntries(clean) as NodeJS.ProcessEnv), MODOMO_DATA_DIR: server.dataDir, ...env },
  });
  return { status, stdout, stderr };
}

const put = async (name: string) => {
  const client = serviceClient(server);
  await client.from("schedules").insert({ name, cron: CRON, job_kind: "scrape" }).throwOnError();
  const { error } = await client.storage.from("images").upload(`${name}.txt`, Buffer.from(`file of ${name}`));
  if (error) throw error;
};
const names = async () => {
  const query = serviceClient(server).from("schedules").select("name").eq("cron", CRON).order("name");
  const { data } = await query.throwOnError();
  return data.map(({ name }) => name);
};
const file = async (name: string) => {
  const { data } = await serviceClient(server).storage.from("images").download(`${name}.txt`);
  return data ? data.text() : null;
};

test("what is saved comes back, rows and files; what came after is set aside", async () => {
  const backup = join(scratch, "one");
  await put("before");
  const busy = run("backup", ["--to", backup]);
  expect({ status: busy.status, isThere: existsSync(backup) }).toEqual({ status: 1, isThere: false });
  expect(busy.stderr).toContain(String(server.pid()));

  await server.kill9(); // its folder stays
  expect(run("backup", ["--to", backup])).toMatchObject({ status: 0, stdout: expect.stringContaining(backup) });
  expect(Object.keys(readManifest(backup).files).length).toBeGreaterThan(100);
  expect(readdirSync(dirname(backup))).toEqual(["one"]);
  expect(run("backup", ["--to", backup]).stderr).toContain("there already");

  await server.restart();
  await put("after");
  expect(await names()).toEqual(["after", "before"]);
  await server.kill9();
  const restored = run("restore", [backup]);
  expect(restored).toMatchObject({ status: 0, stderr: "" });
  const [, setAside = ""] = /What was there before: (.+)/.exec(restored.stdout) ?? [];
  expect(existsSync(join(setAside, "supabase", "pgdata"))).toBe(true);
  await server.restart();
  expect(await names()).toEqual(["before"]);
  expect(await file("before")).toBe("file of before");
  expect(await file("after")).toBeNull();
  await put("goes on");
  expect(await names()).toEqual(["before", "goes on"]);
});

test("a damaged backup is refused by file and changes nothing", async () => {
  const backup = join(scratch, "two");
  await server.kill9();
  expect(run("backup", ["--to", backup]).status).toBe(0);
  const [victim = ""] = Object.keys(readManifest(backup).files).filter((path) => path.includes("pgdata/base"));
  writeFileSync(join(backup, victim), "rot");
  const before = readdirSync(server.dataDir);
  const refused = run("restore", [backup]);
  expect({ status: refused.status, stderr: refused.stderr }).toEqual({
    status: 1,
    stderr: expect.stringContaining(`changed: ${victim}`),
  });
  expect(readdirSync(server.dataDir)).toEqual(before);
  expect(run("restore", [scratch]).stderr).toContain("is no backup");
  expect(run("restore", []).stderr).toContain("npm run restore --");
  await server.restart();
});

test("data that is elsewhere is not saved by copying this folder, and that is said", () => {
  const hosted = { SUPABASE_URL: "https://x.example.com", SUPABASE_PUBLISHABLE_KEY: "a", SUPABASE_SECRET_KEY: "b" };
  expect(run("backup", [], hosted)).toMatchObject({ status: 1, stderr: expect.stringContaining("docs/deployment.md") });
});
