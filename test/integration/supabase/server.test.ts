// The process itself: what it refuses, what it keeps to itself, and that nothing acknowledged is lost when it is killed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SupabaseInstance, startSupabase } from "../../support/supabase.ts";
import { serviceClient, signedUpClient } from "./clients.ts";

const migrationsDir = fileURLToPath(new URL("../../fixtures/supabase-migrations", import.meta.url));
const main = fileURLToPath(new URL("../../../local/supabase/main.ts", import.meta.url));

let server: SupabaseInstance;
beforeAll(async () => {
  server = await startSupabase({ migrationsDir, env: { MODOMO_STUDIO: "1", MODOMO_LOG_LEVEL: "debug" } });
});
afterAll(() => server?.stop());

describe("what it refuses", () => {
  const start = (env: Record<string, string>) =>
    spawnSync(process.execPath, [main], { env: { NODE_ENV: "production", ...env }, encoding: "utf8" });
  test("to start without keys, naming each", () => {
    const { status, stderr } = start({ SUPABASE_JWT_SECRET: "short" });
    expect(status).toBe(1);
    for (const name of Object.keys(keysOf(server))) expect(stderr).toContain(name);
    expect(stderr).not.toContain("short\n");
  });

  test("to open a data folder that another process uses, naming the process", () => {
    const { status, stderr } = start({ ...keysOf(server), MODOMO_DATA_DIR: server.dataDir, MODOMO_SUPABASE_PORT: "0" });
    expect(status).toBe(1);
    expect(stderr).toContain(`Process ${server.pid()} already uses this data folder`);
  });

  test("to serve with a broken migration, naming the file", () => {
    const dir = mkdtempSync(join(tmpdir(), "modomo-broken-"));
    writeFileSync(join(dir, "1_fine.sql"), "create table public.fine (id int)");
    writeFileSync(join(dir, "2_broken.sql"), "create table public.half (id int); select nonsense;");
    const { status, stderr } = start({ ...keysOf(server), MODOMO_DATA_DIR: dir, MODOMO_MIGRATIONS_DIR: dir });
    rmSync(dir, { recursive: true });
    expect(status).toBe(1);
    expect(stderr).toContain("Migration 2_broken.sql failed and was rolled back");
  });

  test("a body that is too large, and answers the next request on the same connection", async () => {
    const headers = { apikey: server.secretKey, "content-type": "application/octet-stream" };
    const url = `${server.url}/storage/v1/object/images/huge.bin`;
    const answer = await fetch(url, { method: "POST", headers, body: new Uint8Array(52 * 1024 * 1024) });
    expect(answer.status).toBe(413);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });
});

describe("what it shows", () => {
  test("health needs no key", async () => {
    const answer = await fetch(`${server.url}/health`);
    expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
  });

  test.each(["/_system/info", "/_system/config", "/_system/introspect", "/", "/static/favicon.ico", "/rest/v1"])(
    "%s is not on the main port, even with the secret key",
    async (path) => {
      expect((await fetch(server.url + path, { headers: { apikey: server.secretKey } })).status).toBe(404);
    },
  );

  test("ping is", async () => {
    expect((await fetch(`${server.url}/_system/ping`)).status).toBe(200);
  });

  test("its log holds no values from failed statements", async () => {
    const { client } = await signedUpClient(server);
    const secret = "a-value-nobody-should-find-in-a-log";
    const answer = await client.from("rooms").insert({ name: "x", mood: secret });
    expect(answer.error?.code).toBe("22P02");
    await serviceClient(server).from("secrets_of_state").insert({ id: 1, plan: secret });
    await expect.poll(() => server.output()).toContain("23505");
    expect(server.output()).toContain("22P02");
    expect(server.output()).not.toContain(secret);
    for (const key of [server.secretKey, server.jwtSecret, server.adminPassword]) {
      expect(server.output()).not.toContain(key);
    }
  });

  test("an early refusal does not break the connection it came on", async () => {
    // Lite refuses a wrong key before it reads the body; one connection must still serve what follows.
    const statuses: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const isWrong = turn % 2 === 0;
      const answer = await fetch(`${server.url}/rest/v1/rpc/refuse`, {
        method: "POST",
        headers: { apikey: isWrong ? "sb_secret_wrong" : server.secretKey, "content-type": "application/json" },
        body: JSON.stringify({ how: "plain", padding: "x".repeat(isWrong ? 500_000 : 0) }),
      });
      statuses.push(answer.status);
      await answer.arrayBuffer();
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status !== 401)).toHaveLength(5);
  });
});

describe("the database browser", () => {
  const studio = (path: string): string => `${server.studioUrl}${path}`;

  test("serves its page and acts with full rights without a key, on its own port only", async () => {
    const page = await (await fetch(studio("/"))).text();
    const script = await fetch(studio(/src="([^"]+\.js)"/.exec(page)?.[1] ?? "/missing"));
    expect(script.headers.get("content-type")).toBe("text/javascript");
    for (const outside of [
      "/static/..%2f..%2fpackage.json",
      "/static/assets%2f..%2f..%2findex.js",
      "/static/assets/none.js",
    ]) {
      expect((await fetch(studio(outside))).status).toBe(404);
    }
    const rows = await fetch(studio("/rest/v1/secrets_of_state?select=id&id=eq.1"));
    expect(await rows.json()).toEqual([{ id: 1 }]);
    expect((await fetch(`${server.url}/rest/v1/secrets_of_state`)).status).toBe(401);
  });

  test("tells its settings without any secret", async () => {
    for (const path of ["/_system/info", "/_system/config"]) {
      const answer = await fetch(studio(path));
      const text = await answer.text();
      expect(answer.status).toBe(200);
      for (const secret of [server.secretKey, server.jwtSecret, server.adminPassword])
        expect(text).not.toContain(secret);
    }
  });

  test.each<{ name: string; headers: Record<string, string> }>([
    { name: "a page of another site", headers: { origin: "http://evil.example" } },
    { name: "another port of this machine", headers: { origin: "http://127.0.0.1:3000" } },
    { name: "a link from another site", headers: { "sec-fetch-site": "cross-site" } },
    { name: "another local page", headers: { "sec-fetch-site": "same-site" } },
    { name: "a rebound DNS name", headers: { host: "evil.example" } },
    { name: "a rebound DNS name with our port", headers: { host: "localhost.evil.example:54323" } },
  ])("refuses $name", async ({ headers }) => {
    expect(await statusOf(studio("/rest/v1/rooms"), headers)).toBe(403);
    expect(await statusOf(studio("/_system/info"), headers)).toBe(403);
  });
});

describe("when it is killed", () => {
  test("nothing it acknowledged is lost, and it comes back on its folder each time", async () => {
    const acknowledged: number[] = [];
    let nextId = 1000;
    for (let round = 0; round < 3; round += 1) {
      const service = serviceClient(server);
      let isAlive = true;
      const writers = Array.from({ length: 4 }, async () => {
        while (isAlive) {
          const id = nextId++;
          const { status } = await service.from("secrets_of_state").insert({ id, plan: "x".repeat(200) });
          if (status === 201) acknowledged.push(id);
        }
      });
      const uploaded: string[] = [];
      const uploader = (async () => {
        for (let turn = 0; isAlive; turn += 1) {
          const key = `kill/${round}/${turn}`;
          const { error } = await service.storage.from("images").upload(key, Buffer.from(key));
          if (!error) uploaded.push(key);
        }
      })();
      // Well into the writing, then at a moment that differs from round to round.
      await expect
        .poll(() => uploaded.length > 2 && acknowledged.length > 20 * (round + 1), { timeout: 20_000 })
        .toBe(true);
      await new Promise((resolve) => setTimeout(resolve, round * 7));
      await server.kill9();
      isAlive = false;
      await Promise.all([...writers, uploader]);
      await server.restart();

      const kept = new Set<number>();
      for (let from = 0; ; from += 1000) {
        const page = await service
          .from("secrets_of_state")
          .select("id")
          .gte("id", 1000)
          .order("id")
          .range(from, from + 999);
        for (const row of page.data ?? []) kept.add(row.id);
        if ((page.data?.length ?? 0) < 1000) break;
      }
      expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
      for (const key of uploaded) {
        expect(await (await service.storage.from("images").download(key)).data?.text()).toBe(key);
      }
    }
  }, 240_000);

  test("while it makes its database, the next start makes it anew", async () => {
    const dir = mkdtempSync(join(tmpdir(), "modomo-half-made-"));
    const pgdata = join(dir, "supabase", "pgdata");
    const env = { NODE_ENV: "production" as const, ...keysOf(server), MODOMO_DATA_DIR: dir, MODOMO_SUPABASE_PORT: "0" };
    const child = spawn(process.execPath, [main], { env, stdio: "ignore" });
    const dead = new Promise((resolve) => child.once("exit", resolve));
    // From the first files to long before the last.
    while (!existsSync(join(pgdata, "base"))) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    await dead;
    expect(existsSync(join(dir, "supabase", "pgdata.incomplete"))).toBe(true);

    const again = await startSupabase({ migrationsDir, env: { MODOMO_DATA_DIR: dir } });
    expect((await serviceClient(again).from("secrets_of_state").select("id")).data).toEqual([{ id: 1 }]);
    await again.kill9();
    await again.restart(); // and what is whole is not made anew
    expect(again.output().match(/migrations applied/g)).toHaveLength(1);
    await again.stop();
    rmSync(dir, { recursive: true });
  });

  test("a restart changes nothing that is there", async () => {
    await server.restart();
    const { data } = await serviceClient(server).from("secrets_of_state").select("plan").eq("id", 1).single();
    expect(data?.plan).toBe("none");
    expect((await serviceClient(server).storage.listBuckets()).data?.map((each) => each.name).sort()).toEqual([
      "images",
      "thumbnails",
      "uploads",
    ]);
  });
});

const keysOf = ({ publishableKey, secretKey, jwtSecret }: SupabaseInstance) => ({
  SUPABASE_PUBLISHABLE_KEY: publishableKey,
  SUPABASE_SECRET_KEY: secretKey,
  SUPABASE_JWT_SECRET: jwtSecret,
});

/** `fetch` does not let a caller name another host. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    request.once("error", reject);
    request.end();
  });
}
