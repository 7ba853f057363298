import type { Deps } from "@/lib/deps";
import { AppError, messageOf } from "@/lib/errors";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import type { SceneOrigin } from "@/lib/scenes/ingest-scene";
import { findCollected } from "@/lib/scenes/scenes.repository";
import { outcomeOfKnown, type Taking, takeIn, takeInEach } from "@/lib/scenes/take-in";
import { createPoliteFetch } from "@/lib/sources/polite-fetch";
import { refuseTakenDown } from "@/lib/takedowns/refuse-taken-down";
import type { AnnotationOrigin } from "./annotations";
import { type FoundAnnotations, saveAnnotations } from "./annotations.repository";
import type { RowPlace } from "./plan-rows";
import type { Picture, RowContent } from "./row-values";

/** A table whose rows have pictures. */
export interface RowSource {
  /** Of the scenes, and of their annotations with the dataset's name. */
  source: string;
  annotations: { origin: AnnotationOrigin; dataset: string };
  /** Names the nth picture of a row for ever. */
  sourceId(index: number, nth: number): string;
  /** What every picture of it shares. */
  shared: Pick<SceneOrigin, "author" | "licence" | "licenceUrl" | "findings">;
  pageUrl(index: number): string | null;
  imageUrl(index: number): string;
  /** The rows from the first to the last place, all of one file, in order. */
  read(first: RowPlace, last: RowPlace): Promise<RowContent[]>;
  /** A picture of the viewer, whose address may have expired since the row was read. */
  asset?(url: string, place: RowPlace, nth: number): Promise<Buffer>;
}

const IDS_PER_QUERY = 25;

type Places = { item: ChunkItem; place: RowPlace }[];

/**
 * Takes in the pictures of the rows of one chunk, which are in memory together, and keeps what the rows say of them. A row
 * without a picture is skipped; a bad one fails alone.
 */
export async function takeRows(
  deps: Pick<Deps, "db" | "safeFetch" | "env">,
  places: Places,
  taking: Taking,
  source: RowSource,
  jobId: string,
): Promise<{ outcomes: Outcome[]; sceneIds: string[] }> {
  const first = places[0]?.place;
  const last = places.at(-1)?.place;
  if (!first || !last) return { outcomes: [], sceneIds: [] };
  const contents = await source.read(first, last);
  const placeOf = new Map(places.map(({ item, place }) => [item.id, place]));
  const ids = places.flatMap(({ place }) =>
    (contents[place.at - first.at]?.pictures ?? []).map((_, nth) => source.sourceId(place.index, nth)),
  );
  const collected = await findAllCollected(deps.db, source.source, ids);
  const found: FoundAnnotations[] = [];
  const polite = createPoliteFetch(deps, { jobId, source: source.source });

  async function bytesOf(picture: Picture, place: RowPlace, nth: number) {
    if ("bytes" in picture) return { bytes: picture.bytes, findings: [], imageUrl: source.imageUrl(place.index) };
    if ("asset" in picture) {
      const bytes = await source.asset?.(picture.asset, place, nth);
      return { bytes: bytes ?? Buffer.alloc(0), findings: [], imageUrl: source.imageUrl(place.index) };
    }
    return { ...(await polite.get(picture.url, "image")), imageUrl: picture.url };
  }

  async function takePicture(item: ChunkItem, content: RowContent, nth: number): Promise<Outcome> {
    const place = placeOf.get(item.id) ?? first;
    const picture = content.pictures[nth];
    if (!place || !picture) throw new RangeError("a picture that is not in its row");
    const sourceId = source.sourceId(place.index, nth);
    const known = collected.get(sourceId);
    if (known) return outcomeOfKnown(item, known, { jobCreatedAt: taking.jobCreatedAt, note: "imported before" });
    const pageUrl = source.pageUrl(place.index);
    // Before anything is asked of its site; what came with the row is looked up with its hashes.
    if ("url" in picture) await refuseTakenDown(deps.db, { source: source.source, sourceId, imageUrl: picture.url });
    const { bytes, findings, imageUrl } = await bytesOf(picture, place, nth);
    const { title, description, tags } = content;
    const own = { source: source.source, sourceId, imageUrl, pageUrl, title, description, tags };
    const origin = { ...source.shared, ...own, findings: [...source.shared.findings, ...findings] };
    return takeIn(deps.db, item, { bytes, origin, jobCreatedAt: taking.jobCreatedAt });
  }

  const taken = await takeInEach(
    places.map(({ item }) => item),
    taking,
    async (item) => {
      const place = placeOf.get(item.id);
      const content = place && contents[place.at - first.at];
      if (!content || content.pictures.length === 0)
        return { item_id: item.id, status: "skipped", note: "the row has no picture" };
      const outcomes = await takeAll(content.pictures.length, (nth) => takePicture(item, content, nth));
      for (const { scene_id: sceneId } of outcomes)
        if (sceneId) found.push({ sceneId, raw: outcomes.length === 1 ? content.annotations : labelsOnly(content) });
      return sumUp(item, outcomes, content.pictures.length);
    },
  );
  await saveAnnotations(deps.db, source.annotations, found);
  return { ...taken, sceneIds: [...new Set([...taken.sceneIds, ...found.map(({ sceneId }) => sceneId)])] };
}

/** Ids travel in the address of a request, which has room for some dozens. */
async function findAllCollected(db: Deps["db"], source: string, ids: string[]) {
  const known: Awaited<ReturnType<typeof findCollected>> = new Map();
  for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
    const part = await findCollected(db, source, ids.slice(start, start + IDS_PER_QUERY));
    for (const [id, scene] of part) known.set(id, scene);
  }
  return known;
}

/** All pictures of a row that can be had; throws where none can, or where a failure may pass. */
async function takeAll(count: number, takeOne: (nth: number) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let failure: unknown;
  for (let nth = 0; nth < count; nth += 1) {
    try {
      outcomes.push(await takeOne(nth));
    } catch (error) {
      if (!(error instanceof AppError) || error.code === "upstream") throw error;
      failure ??= error;
    }
  }
  if (outcomes.length === 0) throw failure;
  const note = failure ? `${outcomes.length} of ${count} pictures; of the others: ${messageOf(failure)}` : null;
  return note ? outcomes.map((outcome) => ({ ...outcome, note })) : outcomes;
}

/** One outcome a row: completed where any of its pictures is new. */
function sumUp(item: ChunkItem, outcomes: Outcome[], pictures: number): Outcome {
  const main = outcomes.find(({ status }) => status === "completed") ?? outcomes[0];
  if (!main) throw new RangeError("a row without outcomes");
  return pictures > 1 ? { ...main, note: main.note ?? `${outcomes.length} pictures`, item_id: item.id } : main;
}

/** Boxes of a row with several pictures are nobody's: which picture they mean is not said. */
const labelsOnly = ({ annotations }: RowContent) =>
  annotations.filter(({ box, polygons, rle }) => !box && !polygons && !rle);
