/**
 * Whether an import of a million rows is planned and streamed at flat memory and flat cost: ten parquet files of a hundred
 * thousand rows each, in row groups of a hundred, on a hub in a process of its own.
 *
 * Real: the planner, page by page, with every chunk written into the local Supabase (`add_chunk`); ranged requests through
 * the product's client; decoding of parquet; reading of rows; the SHA-256 of every picture. Simulated: the files are one file
 * served ten times, the pictures are some 300 bytes of noise that nobody decodes, and nothing is stored of them (see
 * test/bench/ingest.ts for that part).
 *
 *   node --max-semi-space-size=16 --import ./test/support/node-alias.ts test/bench/hf-import.ts [rows] [plan|stream]
 *
 * The flag is the one the product starts its web process with (local/stack/services.ts, Dockerfile).
 */
import { fork } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { createHuggingFace, type HuggingFace } from "@/lib/clients/hugging-face";
import { huggingFaceRequestSchema } from "@/lib/contracts/imports";
import { type DatasetInput, datasetSource, planDatasetPage } from "@/lib/imports/dataset-source";
import type { RowPlace } from "@/lib/imports/plan-rows";
import { prepareDataset } from "@/lib/imports/start-import";
import { addChunk } from "@/lib/jobs/chunks.repository";

const FILE_ROWS = 100_000;
const GROUP_ROWS = 100;
const MEMORY_TARGET_MB = 400;
const ID = "bench/million";
const SHA = "b".repeat(40);

if (process.argv[2] === "serve") await serve(Number(process.argv[3]));
else await bench(Number(process.argv[2] ?? 1_000_000), process.argv[3]);

async function bench(rowCount: number, only: string | undefined): Promise<void> {
  const child = fork(fileURLToPath(import.meta.url), ["serve", String(Math.ceil(rowCount / FILE_ROWS))]);
  const [origin] = (await once(child, "message")) as [string];
  const hub = createHuggingFace({
    hubUrl: origin,
    viewerUrl: origin,
    token: undefined,
    userAgent: "Modomo/bench",
    privateOrigins: [origin],
  });
  const input = await prepareDataset(hub, huggingFaceRequestSchema.parse({ dataset: ID, limit: rowCount }));
  const before = (process.memoryUsage.rss() / 2 ** 20).toFixed(0);
  console.log(
    `${rowCount} rows; ${before} MB resident before the first; ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`,
  );
  try {
    if (only !== "stream") await plan(hub, input);
    if (only !== "plan") await stream(hub, input);
  } finally {
    child.kill();
  }
}

/** The planner alone, as it runs in the engine: each page's chunks go into the database. */
async function plan(hub: HuggingFace, input: DatasetInput): Promise<void> {
  // What only this part needs is loaded here: its memory is not that of an import.
  const [{ startSupabase }, { newJob, workDb }] = await Promise.all([
    import("../support/supabase.ts"),
    import("../support/work.ts"),
  ]);
  const server = await startSupabase();
  try {
    const db = workDb(server);
    const jobId = await newJob(db, { kind: "import", queue: "import" });
    const pace = createPace("planned into the database");
    for await (const { key, items } of chunksOf(hub, input)) {
      await addChunk(db, { jobId, key, queue: "import", items });
      pace.add(items.length);
    }
    pace.end();
  } finally {
    await server.stop();
  }
}

/** What the chunks do up to the picture: one after the other, as one slot of the queue does them. */
async function stream(hub: HuggingFace, input: DatasetInput): Promise<void> {
  const source = datasetSource(hub, input);
  const pace = createPace("planned and streamed");
  const seen = createHash("sha256");
  for await (const { items } of chunksOf(hub, input)) {
    const places = items.map(({ payload }) => payload?.row as unknown as RowPlace);
    const [first, last] = [places[0], places.at(-1)];
    if (!first || !last) continue;
    for (const { pictures } of await source.read(first, last))
      for (const picture of pictures)
        if ("bytes" in picture) seen.update(createHash("sha256").update(picture.bytes).digest());
    pace.add(items.length);
  }
  pace.end();
}

async function* chunksOf(hub: HuggingFace, input: DatasetInput) {
  for (let cursor: string | null = null; ; ) {
    const { chunks, next } = await planDatasetPage(hub, input, cursor);
    yield* chunks;
    if (next === null) return;
    cursor = next;
  }
}

/** Prints the cost of each hundred thousand rows, and at the end the first against the last and the most memory seen. */
function createPace(what: string) {
  const costs: number[] = [];
  let [rows, startedMs, cpu, peakMb] = [0, performance.now(), process.cpuUsage(), 0];
  return {
    add: (count: number) => {
      rows += count;
      peakMb = Math.max(peakMb, process.memoryUsage.rss() / 2 ** 20);
      if (rows % FILE_ROWS !== 0) return;
      const { user, system } = process.cpuUsage(cpu);
      costs.push((user + system) / FILE_ROWS);
      const wallUs = ((performance.now() - startedMs) * 1000) / FILE_ROWS;
      console.log(
        `  ${what}: ${rows} rows, ${costs.at(-1)?.toFixed(0)} µs CPU and ${wallUs.toFixed(0)} µs a row, ${peakMb.toFixed(0)} MB at most so far`,
      );
      [startedMs, cpu] = [performance.now(), process.cpuUsage()];
    },
    end: () => {
      const [first, last] = [costs[0] ?? 0, costs.at(-1) ?? 0];
      console.log(
        `${what}: ${rows} rows, at most ${peakMb.toFixed(0)} MB resident (target ${MEMORY_TARGET_MB}); CPU a row ${first.toFixed(0)} µs in the first ${FILE_ROWS}, ${last.toFixed(0)} µs in the last`,
      );
    },
  };
}

/** The hub: one made file under as many names as there are files. */
async function serve(fileCount: number): Promise<void> {
  const { toParquet } = await import("../../local/gallery/hub/dataset.ts");
  const names = ["bedroom", "kitchen"];
  const features = {
    image: { _type: "Image" },
    label: { _type: "ClassLabel", names },
    caption: { _type: "Value", dtype: "string" },
  };
  const rows = Array.from({ length: FILE_ROWS }, (_, index) => ({
    image: { bytes: randomBytes(300), path: `${index}.jpg` },
    label: index % 2,
    caption: `A room, number ${index}`,
  }));
  const file = Buffer.from(toParquet({ features, rowGroupSize: GROUP_ROWS }, rows));
  const card = { id: ID, sha: SHA, tags: ["license:mit"], siblings: [] };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://hub.test");
    const json = (body: object) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    const split = { dataset: ID, config: "default", split: "train" };
    if (pathname === "/splits") return json({ splits: [split] });
    if (pathname === "/parquet") {
      const files = Array.from({ length: fileCount }, (_, index) => {
        const filename = `${String(index).padStart(4, "0")}.parquet`;
        const url = `http://${request.headers.host}/datasets/${ID}/resolve/refs%2Fconvert%2Fparquet/default/train/${filename}`;
        return { ...split, url, filename, size: file.length };
      });
      return json({ parquet_files: files, partial: false });
    }
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    if (start === undefined) return json(card);
    response.writeHead(206, { "content-range": `bytes ${start}-${end}/${file.length}` });
    response.end(file.subarray(Number(start), Number(end) + 1));
  });
  server.listen(0, "127.0.0.1", () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
}
