import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openDatabase } from "../../../local/engine/store/database.ts";
import { createFailedAttemptStore } from "../../../local/engine/store/failed-attempts.ts";

const open = (path: string) =>
  openDatabase({
    path,
    sync: "normal",
    onFatal: (error) => {
      throw error;
    },
  });

test("of a step's failed attempts the ten newest are kept, their texts cut to what is read", () => {
  const db = open(":memory:");
  const store = createFailedAttemptStore(db);
  for (let attempt = 0; attempt < 25; attempt += 1) {
    store.add("run", { stepId: "a", attempt, error: { name: "E", message: "m".repeat(1e5) }, atMs: attempt });
  }
  store.add("run", { stepId: "b", attempt: 0, error: "plain", atMs: 0 });
  const kept = store.byRun("run");
  expect(kept.map(({ attempt }) => attempt)).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 0]);
  expect(Math.max(...kept.map(({ errorJson }) => errorJson.length))).toBeLessThan(5_000);
  expect(JSON.parse(kept.at(-1)?.errorJson ?? "")).toEqual({ name: "Error", message: "plain" });
  db.close();
});

test("a file of the format before gets the table and keeps its rows", () => {
  const dir = mkdtempSync(join(tmpdir(), "modomo-engine-"));
  const path = join(dir, "engine.db");
  open(path).close();
  const older = new DatabaseSync(path);
  older.exec("DROP TABLE failed_attempts; INSERT INTO marks VALUES ('kept', 'v', 9); PRAGMA user_version = 1");
  older.close();
  const db = open(path);
  expect(createFailedAttemptStore(db).byRun("none")).toEqual([]);
  expect(db.prepare("SELECT key FROM marks").all()).toEqual([{ key: "kept" }]);
  db.close();
  rmSync(dir, { recursive: true });
});
