import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../local/engine/store/database.ts";

/**
 * What the store costs for the writes of one three-step run, with several runs sharing a commit as they do in the
 * engine. LMDB is measured too where it is installed: pass the folder that holds its `node_modules`.
 * Usage: node test/bench/engine-store.ts [runs=20000] [runs per commit=8] [folder with lmdb]
 */
const runs = Number(process.argv[2] ?? 20_000);
const perCommit = Number(process.argv[3] ?? 8);
const lmdbFolder = process.argv[4];
/** Accepting, three checkpoints, the end: each is a commit, shared by the runs of a group. */
const COMMITS_PER_RUN = 5;
const event = JSON.stringify({ name: "bench/three", data: { note: "x".repeat(300) }, ts: 1, user: {} });
const memo = JSON.stringify({ data: { n: 1, ids: ["0198c0de-0000-7000-8000-000000000000"] } });

function report(store: string, sizeBytes: number, startedAt: bigint): void {
  const tookUs = Number(process.hrtime.bigint() - startedAt) / 1000;
  const facts = {
    store,
    runs,
    perCommit,
    usPerRun: Math.round(tookUs / runs),
    usPerCommit: Math.round((tookUs / runs) * (perCommit / COMMITS_PER_RUN)),
    mb: Math.round(sizeBytes / 2 ** 20),
    load: loadavg()[0],
  };
  console.log(JSON.stringify(facts));
}

async function sqlite(sync: "normal" | "full"): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "modomo-store-"));
  const db = openDatabase({
    path: join(dir, "engine.db"),
    sync,
    onFatal: (error) => {
      throw error;
    },
  });
  const addEvent = db.prepare("INSERT INTO events (id, name, body_json, received_at) VALUES (?, ?, ?, ?)");
  const addRun = db.prepare(`INSERT INTO runs (id, fn, status, event_id, req_version, force_plan, ord, queued_at, lane)
    VALUES (?, 'app-three', 'Scheduled', ?, -1, 0, 1, 1, '["app-three",null]')`);
  const addItem = db.prepare(`INSERT INTO queue (id, run_id, kind, step_id, attempt, generation, state, at, lane, ord)
    VALUES (?, ?, 'edge', 'step', 0, 0, 1, 1, '["app-three",null]', 1)`);
  const lease = db.prepare("UPDATE queue SET state = 2, generation = 1 WHERE id = ?");
  const addStep =
    db.prepare(`INSERT OR REPLACE INTO steps (run_id, id, op, name, status, is_pending, is_race, memo_json, attempt, queued_at)
    VALUES (?, ?, 'StepRun', 'a', 'completed', 0, 0, ?, 0, 1)`);
  const removeItem = db.prepare("DELETE FROM queue WHERE id = ?");
  const endRun = db.prepare("UPDATE runs SET status = 'Completed', output_json = '1', ended_at = ? WHERE id = ?");
  const stages: ((run: string, n: number) => void)[] = [
    (run, n) => {
      addEvent.run(`e${run}`, "bench/three", event, n);
      addRun.run(run, `e${run}`);
      addItem.run(`${run}:start`, run);
      lease.run(`${run}:start`);
    },
    ...["a", "b", "c"].map((step) => (run: string) => void addStep.run(run, step, memo)),
    (run, n) => {
      removeItem.run(`${run}:start`);
      endRun.run(n, run);
      addEvent.run(`f${run}`, "inngest/function.finished", event, n);
    },
  ];
  const startedAt = process.hrtime.bigint();
  for (let first = 0; first < runs; first += perCommit) {
    for (const stage of stages) {
      db.write(() => {
        for (let n = first; n < first + perCommit; n += 1) stage(String(n).padStart(26, "0"), n);
      });
      await db.committed();
    }
  }
  report(`node:sqlite WAL, synchronous=${sync}`, db.sizeBytes(), startedAt);
  db.close();
  rmSync(dir, { recursive: true, force: true });
}

/** The same rows and indexes as plain keys. */
async function lmdb(folder: string, isSynced: boolean): Promise<void> {
  const { open } = createRequire(join(folder, "index.js"))("lmdb");
  const dir = mkdtempSync(join(tmpdir(), "modomo-store-"));
  const db = open({ path: join(dir, "data.mdb"), noSync: !isSynced, overlappingSync: false, encoding: "string" });
  const stages: ((run: string, n: number) => void)[] = [
    (run, n) => {
      for (const key of [
        `ev:${run}`,
        `ev-name:three:${run}`,
        `ev-at:${n}:${run}`,
        `run-event:e${run}:${run}`,
        `run-active:three:${run}`,
        `run-status:Scheduled:${run}`,
        `ready:lane:1:${run}`,
        `queue-run:${run}`,
      ])
        db.put(key, "");
      db.put(`event:${run}`, event);
      db.put(`run:${run}`, `{"fn":"app-three","status":"Running","event":"e${run}","ord":1,"lane":"app-three"}`);
      db.put(`queue:${run}`, `{"kind":"edge","step":"step","attempt":0,"generation":1,"state":2}`);
    },
    ...["a", "b", "c"].map((step) => (run: string) => void db.put(`step:${run}:${step}`, memo)),
    (run, n) => {
      for (const key of [
        `queue:${run}`,
        `ready:lane:1:${run}`,
        `queue-run:${run}`,
        `run-active:three:${run}`,
        `run-status:Scheduled:${run}`,
      ])
        db.remove(key);
      db.put(`run:${run}`, `{"fn":"app-three","status":"Completed","event":"e${run}","output":1}`);
      for (const key of [
        `run-status:Completed:${run}`,
        `run-ended:${n}:${run}`,
        `ev:f${run}`,
        `ev-name:finished:${run}`,
        `ev-at:${n}:f${run}`,
      ])
        db.put(key, "");
      db.put(`event:f${run}`, event);
    },
  ];
  const startedAt = process.hrtime.bigint();
  for (let first = 0; first < runs; first += perCommit) {
    for (const stage of stages) {
      await db.transaction(() => {
        for (let n = first; n < first + perCommit; n += 1) stage(String(n).padStart(26, "0"), n);
      });
    }
  }
  report(`lmdb, ${isSynced ? "synced" : "noSync"}`, statSync(join(dir, "data.mdb")).size, startedAt);
  await db.close();
  rmSync(dir, { recursive: true, force: true });
}

await sqlite("normal");
await sqlite("full");
if (lmdbFolder) {
  await lmdb(lmdbFolder, false);
  await lmdb(lmdbFolder, true);
}
