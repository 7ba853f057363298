import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "@/lib/db/client";
import { planScenes, type ScenePlan } from "@/lib/scenes/plan-scenes";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { seedScene, workDb } from "../../support/work.ts";

let server: SharedSupabase;
let db: Db;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
});
beforeEach(() => server.reset());

async function seed(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push((await seedScene(db)).sceneId);
  return ids;
}
const plan = (over: Partial<ScenePlan>) => planScenes(db, { cursor: null, chunkSize: 3, ...over });

test("a page is cut into chunks named by their first scene, and planned again it is the same", async () => {
  const ids = await seed(7);
  const page = await plan({});
  expect(page.chunks.map(({ items }) => items.map(({ scene_id }) => scene_id))).toEqual([
    ids.slice(0, 3),
    ids.slice(3, 6),
    ids.slice(6),
  ]);
  expect(page.chunks.map(({ key }) => key)).toEqual([0, 3, 6].map((index) => `from:${ids[index]}`));
  expect(page.next).toBeNull();
  expect(await plan({})).toEqual(page);
});

test("a limit counts over all pages, and a cursor goes on behind what was taken", async () => {
  const ids = await seed(5);
  const first = await plan({ limit: 2 });
  expect(first.next).toBe(`${ids[1]}:2`);
  expect(await plan({ limit: 2, cursor: first.next })).toEqual({ chunks: [], next: null });
  const rest = await plan({ limit: 4, cursor: first.next });
  expect(rest.chunks.flatMap(({ items }) => items.map(({ item_key }) => item_key))).toEqual(ids.slice(2, 4));
});

test("named scenes are taken once each; nothing selected is no chunk", async () => {
  const [a, b] = await seed(2);
  const named = await plan({ ids: [b ?? "", a ?? "", b ?? ""] });
  expect(named.chunks[0]?.items.map(({ item_key }) => item_key)).toEqual([b, a]);
  expect(await plan({ filter: { status: "classified" } })).toEqual({ chunks: [], next: null });
  expect(await plan({ pending: "uncolored" })).toEqual({ chunks: [], next: null });
});
