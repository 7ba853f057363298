import { z } from "zod";
import { InvalidInputError } from "@/lib/errors";
import { createSafeFetch, type FetchedBytes, type SafeFetch } from "@/lib/http/safe-fetch";
import { toHubError } from "./hugging-face-errors";
import {
  type DatasetCard,
  datasetCardSchema,
  datasetListSchema,
  type ParquetFile,
  parquetSchema,
  type RowsAnswer,
  rowsSchema,
  type Split,
  splitsSchema,
} from "./hugging-face-schemas";

/** One range of a parquet file: a row group of a hundred pictures is some tens of megabytes. */
const RANGE_MAX_BYTES = 256 * 1024 * 1024;
const JSON_MAX_BYTES = 64 * 1024 * 1024;
const ROWS_TIMEOUT_MS = 120_000;
/** What the viewer gives at most in one answer. */
export const ROWS_PER_PAGE = 100;
const CONVERTED = "refs%2Fconvert%2Fparquet";

export interface SplitRef {
  dataset: string;
  config: string;
  split: string;
}

/**
 * Datasets of the Hugging Face hub and its viewer. The token goes to these two hosts alone: what they redirect to is asked
 * without it.
 * All methods throw what `toHubError` makes of a refusal, and {UpstreamError} where nothing answers.
 */
export interface HuggingFace {
  /** Where it looks, for people. */
  hubUrl: string;
  search(text: string, limit: number): Promise<DatasetCard[]>;
  /** @param revision branch, tag or commit; default the main branch. The card's `sha` is what it stands for now. */
  card(dataset: string, revision?: string): Promise<DatasetCard>;
  splits(dataset: string): Promise<Split[]>;
  /** At most 100 rows, pictures as signed addresses that expire. */
  rows(of: SplitRef, page: { offset: number; length: number }): Promise<RowsAnswer>;
  firstRows(of: SplitRef): Promise<RowsAnswer>;
  /** What the viewer has converted, of all splits; `partial` when it stopped at its limit of 5 GB. */
  parquetFiles(dataset: string, config: string): Promise<{ files: ParquetFile[]; partial: boolean }>;
  /** The commit that the branch of converted files stands at. */
  convertedRevision(dataset: string): Promise<string | null>;
  /** Address of a file at a commit. */
  fileUrl(dataset: string, revision: string, path: string): string;
  size(url: string): Promise<number>;
  /** @param end exclusive. @throws {InvalidInputError} the server does not answer ranges. */
  range(url: string, start: number, end: number): Promise<Buffer>;
  /** A picture of the viewer. */
  asset(url: string): Promise<FetchedBytes>;
}

export interface HuggingFaceOptions {
  hubUrl: string;
  viewerUrl: string;
  token: string | undefined;
  userAgent: string;
  privateOrigins: readonly string[];
}

export function createHuggingFace(options: HuggingFaceOptions): HuggingFace {
  const hub = options.hubUrl.replace(/\/$/, "");
  const viewer = options.viewerUrl.replace(/\/$/, "");
  const safeFetch: SafeFetch = createSafeFetch({
    userAgent: options.userAgent,
    privateOrigins: options.privateOrigins,
    maxBytes: RANGE_MAX_BYTES,
    totalTimeoutMs: ROWS_TIMEOUT_MS,
  });
  const trusted = new Set([new URL(hub).origin, new URL(viewer).origin]);
  const auth = (url: string): Record<string, string> =>
    options.token && trusted.has(new URL(url).origin) ? { authorization: `Bearer ${options.token}` } : {};

  async function json<Output>(schema: z.ZodType<Output>, url: string, subject: string): Promise<Output> {
    const answer = await safeFetch.fetchBytes(url, {
      allowCompressed: true,
      accept: "application/json",
      maxBytes: JSON_MAX_BYTES,
      headers: auth(url),
    });
    return parseHubAnswer(schema, answer, subject);
  }

  const ask = <Output>(schema: z.ZodType<Output>, path: string, query: Record<string, string | number>) => {
    const params = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    return json(schema, `${viewer}/${path}?${params}`, subjectOf(query));
  };

  async function card(dataset: string, revision?: string): Promise<DatasetCard> {
    const at = revision ? `/revision/${encodeURIComponent(revision)}` : "";
    return json(datasetCardSchema, `${hub}/api/datasets/${dataset}${at}?blobs=true`, `dataset ${dataset}`);
  }

  async function bytes(url: string, start: number, end: number): Promise<FetchedBytes> {
    const answer = await safeFetch.fetchBytes(url, { range: { start, end: end - 1 }, headers: auth(url) });
    if (answer.status === 206) return answer;
    if (answer.status >= 400) throw toHubError(refusalOf(answer, "file of the dataset"));
    throw new InvalidInputError(
      "The host of the dataset's files does not give parts of a file, so they cannot be read.",
    );
  }

  return {
    hubUrl: hub,
    card,
    search: (text, limit) => {
      const params = new URLSearchParams({
        search: text,
        limit: String(limit),
        full: "true",
        filter: "modality:image",
      });
      return json(datasetListSchema, `${hub}/api/datasets?${params}`, "list of datasets");
    },
    splits: async (dataset) => (await ask(splitsSchema, "splits", { dataset })).splits,
    rows: (of, { offset, length }) => ask(rowsSchema, "rows", { ...of, offset, length }),
    firstRows: (of) => ask(rowsSchema, "first-rows", { ...of }),
    parquetFiles: async (dataset, config) => {
      const { parquet_files: files, partial } = await ask(parquetSchema, "parquet", { dataset, config });
      return { files, partial };
    },
    convertedRevision: async (dataset) => {
      try {
        return (await card(dataset, "refs/convert/parquet")).sha ?? null;
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "not_found") return null;
        throw error;
      }
    },
    fileUrl: (dataset, revision, path) =>
      `${hub}/datasets/${dataset}/resolve/${encodeURIComponent(revision)}/${path.split("/").map(encodeURIComponent).join("/")}`,
    size: async (url) => {
      const { headers } = await bytes(url, 0, 1);
      const total = Number(/\/(\d+)$/.exec(String(headers["content-range"] ?? ""))?.[1]);
      if (!total) throw new InvalidInputError("The host of the dataset's files does not say how large they are.");
      return total;
    },
    range: async (url, start, end) => (await bytes(url, start, end)).bytes,
    asset: async (url) => {
      const answer = await safeFetch.fetchBytes(url, { headers: auth(url) });
      if (answer.status >= 400) throw toHubError(refusalOf(answer, "picture of the dataset"));
      return answer;
    },
  };
}

/** The address of a converted file at the commit it was seen at, so that a later conversion changes nothing. */
export const pinConverted = (url: string, revision: string): string => url.replace(CONVERTED, revision);

/** @throws what `toHubError` makes of a refusal. @throws {UpstreamError} a success whose body is not what was promised. */
export function parseHubAnswer<Output>(
  schema: z.ZodType<Output>,
  answer: Pick<FetchedBytes, "status" | "headers" | "bytes">,
  subject: string,
): Output {
  if (answer.status < 200 || answer.status >= 300) throw toHubError(refusalOf(answer, subject));
  const parsed = schema.safeParse(parseJson(answer.bytes));
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    `Hugging Face answered for ${subject} in a form that is not known here: ${z.prettifyError(parsed.error)}`,
  );
}

function refusalOf({ status, headers, bytes }: Pick<FetchedBytes, "status" | "headers" | "bytes">, subject: string) {
  const body = z.object({ error: z.string() }).safeParse(parseJson(bytes));
  const code = headers["x-error-code"];
  const isPage = String(headers["content-type"] ?? "").includes("html");
  const text = isPage ? "" : bytes.subarray(0, 300).toString("utf8");
  return {
    status,
    code: typeof code === "string" && code !== "" ? code : null,
    message: body.success ? body.data.error : text,
    subject,
  };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null; // no schema takes it, and a refusal then speaks by its status
  }
}

const subjectOf = ({ dataset, config, split }: Record<string, string | number>): string =>
  [`dataset ${dataset}`, config && `configuration ${config}`, split && `split ${split}`].filter(Boolean).join(", ");
