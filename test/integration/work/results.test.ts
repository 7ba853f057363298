import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { saveClassifications } from "@/lib/classification/classifications.repository";
import { CLASSIFIER } from "@/lib/classification/classify-scene";
import type { AnalyzedImage, AnalyzeResponse } from "@/lib/contracts/analyze";
import type { Db } from "@/lib/db/client";
import { addDeadLetter } from "@/lib/failures/failures.repository";
import { listRuns, recordRun } from "@/lib/jobs/runs.repository";
import { saveAnalysis, savePalettes } from "@/lib/objects/objects.repository";
import { getScene } from "@/lib/scenes/scenes.repository";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase.ts";
import { GREY, newJob, newSha256, rowsOf, seedScene, workDb } from "../../support/work.ts";

let server: SharedSupabase;
let db: Db;
beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
});
beforeEach(() => server.reset());

const MODELS: AnalyzeResponse["models"] = {
  detect: { id: "detector", version: "1" },
  segment: { id: "grabcut", version: "1" },
  embed: { id: "embedder", version: "1" },
};

function found(categories: string[]): Extract<AnalyzedImage, { ok: true }> {
  return {
    id: "x",
    ok: true,
    width_px: 640,
    height_px: 480,
    objects: categories.map((category, index) => ({
      category,
      model_label: category,
      score: 0.9 - index / 10,
      confidence: "accepted" as const,
      box: [10 * index, 0, 20, 20],
      mask: { rle: { size: [480, 640], counts: "0" }, method: "grabcut", quality: 0.5, area_px: 100 },
      embedding: [1, 0, index],
    })),
    embedding: [0, 1, 0],
    timings_ms: {},
  };
}

async function counts() {
  const tables = ["scenes", "objects", "palettes", "embeddings", "classifications", "rights_events"] as const;
  return Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await rowsOf(db, table)])));
}

describe("save_scene", () => {
  test("the same bytes, and the same source id, are the scene that is there, whoever comes first of ten", async () => {
    const sha256 = newSha256();
    const saved = await Promise.all(
      Array.from({ length: 10 }, (_, index) => seedScene(db, { sha256, sourceId: `copy-${index}` })),
    );
    expect(new Set(saved.map(({ sceneId }) => sceneId)).size).toBe(1);
    expect(saved.filter(({ isNew }) => isNew)).toHaveLength(1);
    const first = saved.find(({ isNew }) => isNew);
    expect(first?.duplicateOf).toBeNull();

    await seedScene(db, { sourceId: "page-1" });
    const again = await seedScene(db, { sourceId: "page-1" }); // other bytes under the same id
    expect(again).toMatchObject({ isNew: false, duplicateOf: "test:page-1" });
    expect(await counts()).toMatchObject({ scenes: 2, palettes: 2, rights_events: 2 });
  });
});

describe("save_analysis", () => {
  test("run twice it changes nothing", async () => {
    const { sceneId } = await seedScene(db);
    expect(await saveAnalysis(db, sceneId, found(["sofa", "lamp"]), MODELS)).toBe(2);
    const [before, scene] = [await counts(), await getScene(db, sceneId)];
    expect(before).toMatchObject({ objects: 2, embeddings: 3 });
    expect(await saveAnalysis(db, sceneId, found(["sofa", "lamp", "chair"]), MODELS)).toBe(2);
    expect(await counts()).toEqual(before);
    expect(await getScene(db, sceneId)).toEqual(scene);
  });

  test("a newer model takes the place of what nobody has reviewed, and the stages after it are to be done again", async () => {
    const { sceneId } = await seedScene(db);
    await saveAnalysis(db, sceneId, found(["sofa", "lamp"]), MODELS);
    const [kept] = (await getScene(db, sceneId)).objects;
    await db
      .from("objects")
      .update({ review_state: "accepted" })
      .eq("id", kept?.id ?? "")
      .throwOnError();
    await savePalettes(db, { sceneId, palettes: new Map(), isComplete: true });
    const newer = { ...MODELS, detect: { id: "detector", version: "2" } };
    expect(await saveAnalysis(db, sceneId, found(["chair"]), newer)).toBe(2);
    const { data } = await db.from("scenes").select("colored_at, object_count, status").eq("id", sceneId).single();
    expect(data).toEqual({ colored_at: null, object_count: 2, status: "detected" });
    expect((await getScene(db, sceneId)).objects.map(({ category }) => category).toSorted()).toEqual(["chair", "sofa"]);
    expect(await saveAnalysis(db, sceneId, found(["chair"]), newer)).toBe(2);
  });

  test("a scene without objects is analysed all the same; one that is gone is not found", async () => {
    const { sceneId } = await seedScene(db);
    expect(await saveAnalysis(db, sceneId, found([]), MODELS)).toBe(0);
    expect(await counts()).toMatchObject({ objects: 0, embeddings: 1 });
    const gone = "0199f000-0000-7000-8000-00000000dead";
    await expect(saveAnalysis(db, gone, found([]), MODELS)).rejects.toMatchObject({ code: "PT404" });
  });
});

describe("save_palettes and save_classifications", () => {
  test("run twice they change nothing", async () => {
    const { sceneId } = await seedScene(db);
    await saveAnalysis(db, sceneId, found(["sofa", "lamp"]), MODELS);
    const { objects } = await getScene(db, sceneId);
    const palettes = new Map(objects.map(({ id }) => [id, GREY]));
    const labels = {
      model: CLASSIFIER,
      imageType: { label: "interior" as const, score: 0.9, evidence: [] },
      roomType: { label: "bedroom", score: 0.7, evidence: [] },
      styles: [
        { label: "rustic", score: 0.4, evidence: [] },
        { label: "modern", score: 0.6, evidence: [] },
      ],
    };
    const save = async () => {
      await savePalettes(db, { sceneId, palettes, isComplete: true });
      await saveClassifications(db, [{ sceneId, result: labels }]);
      return { counts: await counts(), scene: await getScene(db, sceneId) };
    };
    const first = await save();
    expect(first.counts).toMatchObject({ palettes: 3, classifications: 4 });
    expect(first.scene).toMatchObject({
      status: "classified",
      image_type: "interior",
      room_type: "bedroom",
      styles: ["modern", "rustic"],
    });
    expect(await save()).toEqual(first);
  });

  test("a palette for an object of another scene, or one that is gone, is left out", async () => {
    const [mine, other] = [await seedScene(db), await seedScene(db)];
    await saveAnalysis(db, other.sceneId, found(["sofa"]), MODELS);
    const { objects } = await getScene(db, other.sceneId);
    const palettes = new Map([[objects[0]?.id ?? "", GREY]]);
    await savePalettes(db, { sceneId: mine.sceneId, palettes, isComplete: false });
    expect(await rowsOf(db, "palettes")).toBe(2); // those of the two scenes themselves
  });
});

describe("records", () => {
  const run = (over: object) => ({
    id: "run-1",
    function_id: "f",
    job_id: null,
    chunk_id: null,
    status: "running" as const,
    attempt: 0,
    started_at: "2026-01-01T00:00:00Z",
    ...over,
  });
  const step = (over: object) => ({
    step_id: "s",
    attempt: 0,
    name: "do-items",
    status: "running" as const,
    started_at: "2026-01-01T00:00:00Z",
    ...over,
  });

  test("reports may come twice or out of order: what has ended stays ended", async () => {
    const ended = { ended_at: "2026-01-01T00:00:05Z" };
    await recordRun(db, run({ status: "completed", ...ended }), [step({ status: "completed", ...ended })]);
    await recordRun(db, run({}), [step({})]);
    await recordRun(db, run({ status: "failed", ended_at: "2026-01-01T00:00:09Z" }), []);
    const { items } = await listRuns(db, { limit: 10 });
    expect(items).toMatchObject([{ status: "completed", steps: [{ name: "do-items", status: "completed" }] }]);
    expect(Date.parse(items[0]?.ended_at ?? "")).toBe(Date.parse(ended.ended_at));
  });

  test("a run of a job that is not there is kept without it", async () => {
    await recordRun(db, run({ job_id: "0199f000-0000-7000-8000-00000000dead" }), []);
    expect((await listRuns(db, { limit: 10 })).items).toMatchObject([{ id: "run-1", job_id: null }]);
  });

  test("a dead letter is kept once a run", async () => {
    const job = await newJob(db);
    const letter = {
      runId: "run-1",
      functionId: "f",
      jobId: job,
      chunkId: null,
      reason: "failed" as const,
      error: { name: "Error", message: "m", class: "internal" },
      event: { name: "e", data: {} },
    };
    await addDeadLetter(db, letter);
    await addDeadLetter(db, letter);
    expect(await rowsOf(db, "dead_letters", { job_id: job })).toBe(1);
  });
});
