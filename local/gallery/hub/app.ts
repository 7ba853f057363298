import { createHmac } from "node:crypto";
import { type Context, Hono } from "hono";
import sharp from "sharp";
import { type HubDataset, type ImageCell, toParquet } from "./dataset.ts";
import { problem, refusalOf } from "./refusals.ts";

export interface HubOptions {
  datasets: () => Promise<HubDataset[]>;
  /** Who holds it may read gated and private datasets. */
  token?: string;
  /** Where files are fetched from in the end, as on the real hub on another host. Default the same origin. */
  cdnOrigin?: string;
  /** How long a signed address of a picture holds. */
  lifetimeMs?: number;
}

const ROWS_MAX = 100;
const CONVERTED_SHA = "fedcba9876543210fedcba9876543210fedcba98";
const SECRET = "signatures of the stand-in";
const LIFETIME_MS = 60 * 60_000;
const ROOMY = { "cache-control": "max-age=120", "access-control-allow-origin": "*" };

/**
 * A small stand-in of the Hugging Face hub (`/hub`), its dataset viewer (`/viewer`) and its file host (`/cdn`): the same
 * addresses, answers, error codes, redirects and signatures, over datasets given to it.
 */
export function createHubApp({ datasets, token = "hf_local", cdnOrigin, lifetimeMs = LIFETIME_MS }: HubOptions): Hono {
  const app = new Hono();
  const files = new Map<string, Uint8Array>();
  const find = async (id: string) => (await datasets()).find((dataset) => dataset.id === id);
  const bearer = (c: Context) => c.req.header("authorization")?.replace(/^Bearer /, "") ?? null;

  /** The dataset, or the refusal the real hosts give. */
  const enter = async (c: Context, id: string): Promise<HubDataset | Response> => {
    const dataset = await find(id);
    const isAllowed = dataset && (dataset.access === "open" || bearer(c) === token);
    return isAllowed ? dataset : refusalOf(c, { dataset, hasToken: bearer(c) !== null });
  };

  app.get("/hub/api/datasets", async (c) => {
    const text = (c.req.query("search") ?? "").toLowerCase();
    const found = (await datasets()).filter(
      ({ id, access }) => access !== "private" && id.toLowerCase().includes(text),
    );
    return c.json(found.slice(0, Number(c.req.query("limit") ?? 50)).map((dataset) => card(dataset)));
  });

  app.get("/hub/api/datasets/:ns/:name", async (c) => {
    const dataset = await enter(c, `${c.req.param("ns")}/${c.req.param("name")}`);
    return dataset instanceof Response ? dataset : c.json(card(dataset));
  });

  app.get("/hub/api/datasets/:ns/:name/revision/:revision", async (c) => {
    const dataset = await enter(c, `${c.req.param("ns")}/${c.req.param("name")}`);
    if (dataset instanceof Response) return dataset;
    const revision = c.req.param("revision");
    if (revision === "refs/convert/parquet" && dataset.isConverted)
      return c.json({ ...card(dataset), sha: CONVERTED_SHA });
    if (revision === "main" || dataset.sha.startsWith(revision)) return c.json(card(dataset));
    return problem(c, 404, "RevisionNotFound", `Invalid rev id: ${revision}`);
  });

  // Files are asked for at the hub and come from another host, where no token belongs.
  app.get("/hub/datasets/:ns/:name/resolve/:revision/:path{.+}", async (c) => {
    const { ns, name, revision, path } = c.req.param();
    const dataset = await enter(c, `${ns}/${name}`);
    if (dataset instanceof Response) return dataset;
    return c.redirect(`${cdnOrigin ?? originOf(c)}/cdn/${ns}/${name}/${encodeURIComponent(revision)}/${path}`, 302);
  });

  app.get("/cdn/:ns/:name/:revision/:path{.+}", async (c) => {
    if (c.req.header("authorization")) return c.text("<Error><Code>InvalidArgument</Code></Error>", 400);
    const { ns, name, path } = c.req.param();
    const dataset = await find(`${ns}/${name}`);
    const file = dataset && parquetOf(dataset, path, files);
    return file ? sendRange(c, file) : c.text("<Error><Code>NoSuchKey</Code></Error>", 404);
  });

  app.get("/viewer/splits", (c) =>
    view(c, ["dataset"], ({ id, splits }) => ({
      splits: Object.entries(splits).flatMap(([config, of]) =>
        Object.keys(of).map((split) => ({ dataset: id, config, split })),
      ),
      pending: [],
      failed: [],
    })),
  );

  app.get("/viewer/parquet", (c) =>
    view(c, ["dataset"], (dataset) => ({
      parquet_files: dataset.isConverted ? convertedFiles(dataset, c.req.query("config"), files, originOf(c)) : [],
      pending: [],
      failed: [],
      partial: dataset.partial,
    })),
  );

  app.get("/viewer/first-rows", (c) =>
    view(c, ["dataset", "config", "split"], (dataset) => page(c, dataset, { offset: 0, length: ROWS_MAX })),
  );

  app.get("/viewer/rows", (c) =>
    view(c, ["dataset", "config", "split"], (dataset) => {
      const [offset, length] = [Number(c.req.query("offset") ?? 0), Number(c.req.query("length") ?? ROWS_MAX)];
      if (!Number.isInteger(length)) return problem(c, 422, "InvalidParameter", "Parameter 'length' must be integer");
      if (length > ROWS_MAX)
        return problem(c, 422, "InvalidParameter", `Parameter 'length' must not be greater than ${ROWS_MAX}`);
      if (offset < 0) return problem(c, 422, "InvalidParameter", "Parameter 'offset' must be positive");
      return page(c, dataset, { offset, length });
    }),
  );

  // A copy made for showing: its bytes are not those of the dataset.
  app.get("/viewer/cached-assets/:ns/:name/--/:sha/--/:config/:split/:row/:column/:file", async (c) => {
    const { ns, name, config, split, row, column, file } = c.req.param();
    const expires = c.req.query("Expires") ?? "";
    const isSigned = c.req.query("Signature") === sign(c.req.path, expires);
    if (!isSigned || Number(expires) * 1000 < Date.now())
      return c.text("<Error><Code>AccessDenied</Code></Error>", 403);
    const dataset = await find(`${ns}/${name}`);
    const cell = dataset?.splits[config]?.[split]?.[Number(row)]?.[column];
    const nth = Number(/-(\d+)\./.exec(file)?.[1] ?? 0);
    const image = (Array.isArray(cell) ? cell[nth] : cell) as ImageCell | undefined;
    if (!image) return c.text("not found", 404);
    return c.body(new Uint8Array(await sharp(image.bytes).jpeg({ quality: 90 }).toBuffer()), 200, {
      "content-type": "image/jpeg",
    });
  });

  async function view(c: Context, required: string[], answer: (dataset: HubDataset) => unknown): Promise<Response> {
    const missing = required.find((name) => !c.req.query(name));
    if (missing) return problem(c, 422, "MissingRequiredParameter", `Parameter '${missing}' is required`);
    const dataset = await enter(c, c.req.query("dataset") ?? "");
    if (dataset instanceof Response) return dataset;
    const { viewerRefusal: refusal } = dataset;
    if (refusal) return problem(c, refusal.status, refusal.code, refusal.message);
    const { config, split } = c.req.query();
    const isThere = (!config || dataset.splits[config]) && (!split || dataset.splits[config ?? ""]?.[split]);
    if (!isThere) return problem(c, 404, "ResponseNotFound", "Not found.");
    const body = answer(dataset);
    return body instanceof Response ? body : c.json(body as object, 200, { ...ROOMY, "x-revision": dataset.sha });
  }

  function page(c: Context, dataset: HubDataset, { offset, length }: { offset: number; length: number }) {
    const { config = "", split = "" } = c.req.query();
    const rows = dataset.splits[config]?.[split] ?? [];
    const src = (row: number, column: string, nth: number | null) => {
      const file = nth === null ? "image.jpg" : `image-${nth}.jpg`;
      const path = `/viewer/cached-assets/${dataset.id}/--/${dataset.sha}/--/${config}/${split}/${row}/${column}/${file}`;
      const expires = String(Math.floor((Date.now() + lifetimeMs) / 1000));
      return `${originOf(c)}${path}?Expires=${expires}&Signature=${sign(path, expires)}&Key-Pair-Id=LOCAL`;
    };
    return {
      features: Object.entries(dataset.features).map(([name, type], feature_idx) => ({ feature_idx, name, type })),
      rows: rows.slice(offset, offset + length).map((row, index) => ({
        row_idx: offset + index,
        row: Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, shown(value, (nth) => src(offset + index, name, nth))]),
        ),
        truncated_cells: [],
      })),
      num_rows_total: rows.length,
      num_rows_per_page: ROWS_MAX,
      partial: dataset.partial,
    };
  }
  return app;
}

function shown(value: unknown, src: (nth: number | null) => string): unknown {
  if (isImage(value)) return { src: src(null), height: 0, width: 0 };
  if (Array.isArray(value) && value.some(isImage))
    return value.map((_, nth) => ({ src: src(nth), height: 0, width: 0 }));
  return value ?? null;
}

const isImage = (value: unknown): value is ImageCell =>
  typeof value === "object" && value !== null && "bytes" in value && value.bytes instanceof Uint8Array;

const card = (dataset: HubDataset) => ({
  _id: dataset.sha.slice(0, 24),
  id: dataset.id,
  author: dataset.id.split("/")[0],
  sha: dataset.sha,
  lastModified: "2026-01-15T10:00:00.000Z",
  private: dataset.access === "private",
  gated: dataset.access === "gated" ? "auto" : false,
  disabled: false,
  downloads: 0,
  likes: 0,
  description: dataset.description,
  tags: ["modality:image", ...(dataset.licence ? [`license:${dataset.licence}`] : [])],
  cardData: dataset.licence ? { license: dataset.licence } : {},
  siblings: [
    { rfilename: "README.md" },
    ...(dataset.hasOwnParquet ? ownPaths(dataset).map((rfilename) => ({ rfilename })) : []),
  ],
});

const ownPaths = ({ splits }: HubDataset): string[] =>
  Object.entries(splits).flatMap(([config, of]) =>
    Object.keys(of).map((split) => `${config === "default" ? "data" : config}/${split}-00000-of-00001.parquet`),
  );

const CONVERTED_PATH = /^(?<config>[^/]+)\/(?:partial-)?(?<split>[^/]+)\/0000\.parquet$/;
const OWN_PATH = /^(?<config>[^/]+)\/(?<split>[^/]+)-00000-of-00001\.parquet$/;

/** Made when first asked for. */
function parquetOf(dataset: HubDataset, path: string, made: Map<string, Uint8Array>): Uint8Array | null {
  const { config, split } = (CONVERTED_PATH.exec(path) ?? OWN_PATH.exec(path))?.groups ?? {};
  const rows = dataset.splits[config === "data" ? "default" : (config ?? "")]?.[split ?? ""];
  if (!rows) return null;
  const key = `${dataset.id} ${config} ${split}`;
  const file = made.get(key) ?? toParquet(dataset, rows);
  made.set(key, file);
  return file;
}

function convertedFiles(
  dataset: HubDataset,
  wanted: string | undefined,
  made: Map<string, Uint8Array>,
  origin: string,
) {
  return Object.entries(dataset.splits)
    .filter(([config]) => !wanted || config === wanted)
    .flatMap(([config, of]) =>
      Object.keys(of).map((split) => {
        const path = `${config}/${dataset.partial ? "partial-" : ""}${split}/0000.parquet`;
        const url = `${origin}/hub/datasets/${dataset.id}/resolve/refs%2Fconvert%2Fparquet/${path}`;
        const size = parquetOf(dataset, path, made)?.byteLength ?? 0;
        return { dataset: dataset.id, config, split, url, filename: "0000.parquet", size };
      }),
    );
}

function sendRange(c: Context, file: Uint8Array): Response {
  const match = /^bytes=(\d+)-(\d+)$/.exec(c.req.header("range") ?? "");
  if (!match) return c.body(new Uint8Array(file), 200);
  const [start, end] = [Number(match[1]), Math.min(Number(match[2]), file.byteLength - 1)];
  const headers = { "content-range": `bytes ${start}-${end}/${file.byteLength}` };
  return c.body(new Uint8Array(file.subarray(start, end + 1)), 206, headers);
}

const sign = (path: string, expires: string): string =>
  createHmac("sha256", SECRET).update(`${path} ${expires}`).digest("base64url");

const originOf = (c: Context): string => new URL(c.req.url).origin;
