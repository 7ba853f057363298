import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Bench, createBench, isAlive, until } from "./support/harness.ts";

let bench: Bench;
beforeEach(() => {
  bench = createBench();
});
afterEach(() => bench.cleanUp());

const last = (pids: number[]): number => pids.at(-1) ?? 0;

test("a child killed with SIGKILL comes back, each quick death after twice the pause", async () => {
  const spec = await bench.service("web");
  const stack = bench.startStack([spec], { backoffMs: 100 });
  await stack.says(/ALL READY/);

  for (const [deaths, pause] of [
    [1, "0.1"],
    [2, "0.2"],
  ] as const) {
    process.kill(last(bench.pids("start", "web")), "SIGKILL");
    await stack.says(new RegExp(`web was ended by SIGKILL; restarting in ${pause} s`));
    await until(() => bench.pids("start", "web").length === deaths + 1, "the next life");
  }
  await until(async () => (await fetch(spec.healthUrl).catch(() => null))?.ok ?? false, "healthy again");
});

test("a death after the stable time counts as the first again", async () => {
  const stack = bench.startStack([await bench.service("web", ["--die-after-ms", "500"])], {
    backoffMs: 50,
    stableMs: 400,
  });
  await until(() => bench.pids("start", "web").length >= 4, "three restarts");
  expect(stack.output().match(/restarting in [\d.]+ s/g)).toEqual(
    expect.arrayContaining(["restarting in 0.05 s", "restarting in 0.05 s", "restarting in 0.05 s"]),
  );
  expect(stack.output()).not.toContain("restarting in 0.1 s");
});

test("a child that keeps dying is given up with its log named, and nothing stays behind", async () => {
  const healthy = await bench.service("supabase");
  const dying = await bench.service("web", ["--die-after-ms", "1"]);
  const stack = bench.startStack([healthy, dying], { backoffMs: 10, maxQuickDeaths: 3 });
  expect(await stack.exit).toBe(1);
  await stack.says(/web exited with code 3 3 times in a row and is not restarted\. Its log: .*web\.log/);
  expect(bench.pids("start", "web")).toHaveLength(3);
  expect(isAlive(last(bench.pids("start", "supabase")))).toBe(false);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "%s ends children and grandchildren, last service first",
  async (signal) => {
    const specs = [await bench.service("supabase", ["--grandchild"]), await bench.service("web")];
    const stack = bench.startStack(specs);
    await stack.says(/ALL READY/);
    await until(() => bench.pids("grandchild", "supabase").length === 1, "the grandchild");
    const everybody = [
      ...bench.pids("start", "supabase"),
      ...bench.pids("start", "web"),
      ...bench.pids("grandchild", "supabase"),
    ];
    expect(everybody.map(isAlive)).toEqual([true, true, true]);

    stack.kill(signal);
    expect(await stack.exit).toBe(0);
    expect(everybody.filter(isAlive)).toEqual([]);
    expect(existsSync(join(bench.dataDir, "run.json"))).toBe(false);
  },
);

test("a child that ignores SIGTERM gets SIGKILL after the grace time", async () => {
  const stack = bench.startStack([await bench.service("web", ["--stubborn"])], { graceMs: 600 });
  await stack.says(/ALL READY/);
  const startedMs = Date.now();
  stack.kill("SIGINT");
  expect(await stack.exit).toBe(0);
  expect(Date.now() - startedMs).toBeGreaterThanOrEqual(600);
  expect(bench.pids("start", "web").filter(isAlive)).toEqual([]);
});

test("one Ctrl-C that arrives twice stays gentle; a second one ends everything at once", async () => {
  const stack = bench.startStack([await bench.service("web", ["--stubborn"])], { graceMs: 60_000 });
  await stack.says(/ALL READY/);
  stack.kill("SIGINT");
  await sleep(100);
  stack.kill("SIGINT");
  await sleep(1000);
  expect(isAlive(last(bench.pids("start", "web")))).toBe(true);
  stack.kill("SIGINT");
  expect(await stack.exit).toBe(0);
  expect(bench.pids("start", "web").filter(isAlive)).toEqual([]);
});

test("an interrupt while services start stops them and exits as interrupted", async () => {
  const stack = bench.startStack([await bench.service("supabase", ["--unhealthy-ms", "60000"])]);
  await until(() => bench.pids("start", "supabase").length === 1, "the start");
  stack.kill("SIGINT");
  expect(await stack.exit).toBe(130);
  expect(bench.pids("start", "supabase").filter(isAlive)).toEqual([]);
});

test("a service starts only when those it waits for are healthy", async () => {
  const slow = await bench.service("supabase", ["--unhealthy-ms", "700"]);
  const stack = bench.startStack([slow, await bench.service("web", [], { waitsFor: ["supabase"] })]);
  await until(() => bench.pids("start", "supabase").length === 1, "the first start");
  await sleep(300);
  expect(bench.pids("start", "web")).toEqual([]);
  await stack.says(/ALL READY/);
  expect(stack.output()).toMatch(/supabase is ready[\s\S]*web is ready/);
});

test("a taken port is named with the variable that moves it and the program that holds it", async () => {
  const spec = await bench.service("web");
  const holder = createServer().listen(spec.port, "127.0.0.1");
  const stack = bench.startStack([spec]);
  expect(await stack.exit).toBe(1);
  holder.close();
  await stack.says(new RegExp(`Port ${spec.port}, which web needs, is taken by ".+" \\(pid ${process.pid}\\)`));
  await stack.says(new RegExp(`TEST_WEB_PORT=${spec.port + 100}`));
  expect(bench.pids("start", "web")).toEqual([]);
});

test("a second start on the same folder is refused and does not disturb the first", async () => {
  const spec = await bench.service("web");
  const first = bench.startStack([spec]);
  await first.says(/ALL READY/);
  const second = bench.startStack([spec]);
  expect(await second.exit).toBe(1);
  await second.says(new RegExp(`Process ${first.pid} already uses this data folder`));
  expect(bench.pids("start", "web")).toHaveLength(1);
  expect((await fetch(spec.healthUrl)).ok).toBe(true);
});

test("the start after a supervisor was killed hard ends what it left and runs normally", async () => {
  const spec = await bench.service("web", ["--grandchild"]);
  const first = bench.startStack([spec]);
  await first.says(/ALL READY/);
  await until(() => bench.pids("grandchild", "web").length === 1, "the grandchild");
  first.kill("SIGKILL");
  await first.exit;
  const orphan = last(bench.pids("grandchild", "web"));
  expect(isAlive(orphan)).toBe(true);

  const second = bench.startStack([spec], { graceMs: 300 });
  await second.says(/Ended what an earlier run left behind: web[\s\S]*ALL READY/);
  expect(isAlive(orphan)).toBe(false);
});

test("a stranger that got the number of a process in a stale run file is left alone", async () => {
  const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true });
  const children = [{ name: "web", pid: stranger.pid, startedAt: "long ago" }];
  writeFileSync(join(bench.dataDir, "run.json"), JSON.stringify({ children }));
  const stack = bench.startStack([await bench.service("web")]);
  await stack.says(/ALL READY/);
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
  expect(stack.output()).not.toContain("left behind");
  stranger.kill("SIGKILL");
});
