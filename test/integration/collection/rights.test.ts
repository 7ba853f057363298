import sharp from "sharp";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "@/lib/db/client";
import { createSafeFetch, type SafeFetch } from "@/lib/http/safe-fetch";
import { recheckRights } from "@/lib/rights/recheck-rights";
import { bareOrigin, ingestScene, type SceneOrigin } from "@/lib/scenes/ingest-scene";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopback-server";
import { type SharedSupabase, sharedSupabase } from "../../support/shared-supabase";
import { rowsOf, workDb } from "../../support/work";

let server: SharedSupabase;
let db: Db;
let site: LoopbackServer;
let safeFetch: SafeFetch;
/** What the site answers, by path. */
const pages: Record<string, { status: number; body: string }> = {};

beforeAll(async () => {
  server = await sharedSupabase();
  db = workDb(server);
});
// An origin of its own each test: what a site said is kept at hand for a day.
beforeEach(async () => {
  await server.reset();
  for (const path of Object.keys(pages)) delete pages[path];
  site = await startLoopbackServer((request, response) => {
    const { status, body } = pages[request.url ?? ""] ?? { status: 404, body: "" };
    response.writeHead(status).end(body);
  });
  safeFetch = createSafeFetch({ userAgent: "Modomo/test", privateOrigins: [site.origin] });
});
afterEach(async () => {
  await safeFetch.close();
  await site.close();
});

const noise = () =>
  sharp({
    create: {
      width: 200,
      height: 150,
      channels: 3,
      background: "#888",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  });
const originOf = (over: Partial<SceneOrigin> = {}): SceneOrigin =>
  bareOrigin({
    source: "generic",
    sourceId: "1",
    pageUrl: `${site.origin}/p/1`,
    imageUrl: `${site.origin}/1.jpg`,
    title: null,
    ...over,
  });

describe("a no in the file itself", () => {
  const xmp = (value: string) =>
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:plus="http://ns.useplus.org/LDF/xmp/1.0/" plus:DataMining="http://ns.useplus.org/ldf/vocab/${value}"/></rdf:RDF></x:xmpmeta>`;

  test.each(["jpeg", "png", "webp", "avif"] as const)(
    "in a %s: nothing is stored, and the decision is on record",
    async (format) => {
      const bytes = await noise().withXmp(xmp("DMI-PROHIBITED-AIMLTRAINING")).toFormat(format).toBuffer();
      await expect(ingestScene(db, bytes, originOf())).rejects.toMatchObject({
        code: "forbidden",
        reason: "data-mining",
      });
      expect(await rowsOf(db, "scenes")).toBe(0);
      expect((await db.storage.from("images").list("")).data).toEqual([]);
      const { data } = await db.from("rights_events").select("*").throwOnError();
      expect(data).toMatchObject([
        { scene_id: null, kind: "data-mining", decision: "refused", url: `${site.origin}/1.jpg` },
      ]);
      expect(data[0]?.evidence).toMatchObject({ data_mining: ["DMI-PROHIBITED-AIMLTRAINING"] });
    },
  );

  test("a yes is stored with its evidence", async () => {
    const bytes = await noise().withXmp(xmp("DMI-ALLOWED")).jpeg().toBuffer();
    const { sceneId } = await ingestScene(db, bytes, originOf());
    const { data } = await db.from("rights_events").select("kind, decision").eq("scene_id", sceneId).throwOnError();
    expect(data).toEqual([{ kind: "data-mining", decision: "allowed" }]);
  });
});

describe("recheckRights", () => {
  const ask = (ids: string[], maxAgeMs = 0) =>
    recheckRights(
      { db, safeFetch, env: { MODOMO_CRAWL_DELAY_MS: 0, MODOMO_FETCH_PRIVATE_ORIGINS: [site.origin] } },
      ids,
      { maxAgeMs },
    );

  test("what says no by now is marked, with the reason on record; the rest stays as it is", async () => {
    const { sceneId } = await ingestScene(db, await noise().jpeg().toBuffer(), originOf());
    const upload = { sourceId: "u", imageUrl: "upload:a.jpg", pageUrl: null };
    const other = await ingestScene(
      db,
      await noise().jpeg({ quality: 50 }).toBuffer(),
      originOf({ source: "upload", ...upload }),
    );
    expect(await ask([sceneId, other.sceneId])).toEqual({
      fine: [sceneId, other.sceneId],
      refused: [],
      unreachable: [],
    });

    pages["/.well-known/tdmrep.json"] = { status: 200, body: '[{"location":"/*.jpg","tdm-reservation":1}]' };
    const after = await ask([sceneId, other.sceneId]);
    expect(after).toMatchObject({
      fine: [other.sceneId],
      refused: [{ id: sceneId, reasons: [expect.stringContaining("tdmrep.json")] }],
    });
    const { data } = await db.from("scenes").select("rights_state").eq("id", sceneId).single().throwOnError();
    expect(data.rights_state).toBe("refused");
    expect(await rowsOf(db, "rights_events", { scene_id: sceneId, decision: "refused" })).toBe(1);

    delete pages["/.well-known/tdmrep.json"];
    expect((await ask([sceneId])).refused).toHaveLength(1); // a person has to look at it
  });

  test("what was asked lately is not asked again, and one site is asked once for all its scenes", async () => {
    const ids = [];
    for (const quality of [90, 60, 30]) {
      const bytes = await noise()
        .resize(220 + quality)
        .jpeg({ quality })
        .toBuffer();
      const at = { sourceId: String(quality), imageUrl: `${site.origin}/${quality}.jpg` };
      ids.push((await ingestScene(db, bytes, originOf(at))).sceneId);
    }
    site.requests.length = 0;
    expect((await ask(ids, 60_000)).fine).toEqual(ids);
    expect(site.requests).toHaveLength(0);
    await db.from("scenes").update({ rights_checked_at: "2020-01-01T00:00:00Z" }).in("id", ids).throwOnError();
    expect((await ask(ids, 60_000)).fine.toSorted()).toEqual(ids.toSorted());
    expect(site.requests.length).toBeLessThanOrEqual(3);
  });

  test("a site that is down is told apart", async () => {
    const { sceneId } = await ingestScene(db, await noise().jpeg().toBuffer(), originOf());
    pages["/robots.txt"] = { status: 500, body: "" };
    expect(await ask([sceneId])).toEqual({ fine: [], refused: [], unreachable: [sceneId] });
  });
});
