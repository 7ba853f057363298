import { z } from "zod";
import type { HuggingFace } from "@/lib/clients/hugging-face";
import { ViewerUnavailableError } from "@/lib/clients/hugging-face-errors";
import { type DatasetCard, licenceOf } from "@/lib/clients/hugging-face-schemas";
import type { HuggingFaceRequest } from "@/lib/contracts/imports";
import { ConflictError, InvalidInputError } from "@/lib/errors";
import { parseDatasetRef } from "./dataset-ref";
import { repoSplits } from "./repo-files";

/** Beyond this many rows the viewer is not asked: its pictures are re-encoded copies, one request each. */
export const VIEWER_ROWS_MAX = 2000;

/** One split of one dataset at one commit: whatever is uploaded there later, it stays the same. */
export const pinnedSchema = z.object({
  dataset: z.string(),
  config: z.string(),
  split: z.string(),
  /** Commit of the dataset. */
  revision: z.string(),
  /** `converted`: parquet files the viewer made. `repo`: parquet files of the dataset itself. `viewer`: row by row. */
  via: z.enum(["converted", "repo", "viewer"]),
  /** Commit of the converted files. */
  converted_revision: z.string().nullable(),
  /** The uploader's claim; null where there is none. */
  licence: z.string().nullable(),
  /** The viewer converted the first part of the split only. */
  partial: z.boolean(),
});
export type Pinned = z.infer<typeof pinnedSchema>;

export interface DatasetChoice {
  card: DatasetCard;
  revision: string;
  splits: { config: string; split: string }[];
  config: string;
  split: string;
  /** Whether the viewer answers for this commit, and if not, why. */
  viewer: { ok: true } | { ok: false; why: string };
  licence: string | null;
}

type Asked = Pick<HuggingFaceRequest, "dataset" | "config" | "split" | "revision">;

/**
 * Finds the split that is meant: what is asked for, else the first configuration and its `train` or first split.
 * @throws {InvalidInputError} no such configuration or split, or nothing that can be read. @throws what the hub refuses with.
 */
export async function chooseSplit(hub: HuggingFace, asked: Asked): Promise<DatasetChoice> {
  const ref = parseDatasetRef(asked.dataset);
  const wanted = asked.revision ?? ref.revision;
  const card = await hub.card(ref.dataset, wanted);
  if (card.disabled) throw invalid("dataset", "Hugging Face has disabled this dataset");
  if (!card.sha) throw invalid("dataset", "the dataset has no files yet");
  const isCurrent = !wanted || (await hub.card(ref.dataset)).sha === card.sha;
  const viewer = isCurrent
    ? await askViewer(hub, ref.dataset)
    : { splits: null, why: `it shows the newest revision only` };
  const splits = viewer.splits ?? repoSplits(card.siblings);
  if (splits.length === 0) {
    throw new InvalidInputError(
      `The dataset ${ref.dataset} cannot be read: the dataset viewer does not show it (${viewer.why ?? "no splits"}), and it has no parquet files of its own.`,
      [{ field: "dataset", message: "neither the viewer nor parquet files give its rows" }],
    );
  }
  return {
    card,
    revision: card.sha,
    splits,
    ...pick(splits, { config: asked.config ?? ref.config, split: asked.split ?? ref.split }),
    viewer: viewer.splits ? { ok: true } : { ok: false, why: viewer.why ?? "it has no splits" },
    licence: licenceOf(card),
  };
}

/** Decides how the rows are read, and at which commits. @param rowLimit how many rows are wanted. */
export async function pinDataset(hub: HuggingFace, asked: Asked, rowLimit: number): Promise<Pinned> {
  const { card, revision, config, split, viewer, licence } = await chooseSplit(hub, asked);
  const pinned = { dataset: card.id, config, split, revision, licence, partial: false };
  if (!viewer.ok) return { ...pinned, via: "repo", converted_revision: null };
  const [{ files, partial }, converted] = await Promise.all([
    hub.parquetFiles(card.id, config).catch(noneWhereUnavailable),
    hub.convertedRevision(card.id),
  ]);
  if (converted && files.some((file) => file.split === split)) {
    return { ...pinned, via: "converted", converted_revision: converted, partial };
  }
  if (repoSplits(card.siblings).some((each) => each.config === config && each.split === split)) {
    return { ...pinned, via: "repo", converted_revision: null };
  }
  if (rowLimit <= VIEWER_ROWS_MAX) return { ...pinned, via: "viewer", converted_revision: null };
  throw invalid(
    "limit",
    `without parquet files, at most ${VIEWER_ROWS_MAX} rows can be imported from the dataset viewer`,
  );
}

/** @throws {ConflictError} the dataset is no longer at the commit the job began with, where that cannot be pinned. */
export async function checkUnchanged(hub: HuggingFace, { dataset, revision }: Pinned): Promise<void> {
  const { sha } = await hub.card(dataset);
  if (sha === revision) return;
  throw new ConflictError(
    `The dataset ${dataset} was changed while it was imported (${revision.slice(0, 8)} became ${sha?.slice(0, 8)}). Start the import again to get its new state.`,
  );
}

async function askViewer(hub: HuggingFace, dataset: string) {
  try {
    const splits = (await hub.splits(dataset)).map(({ config, split }) => ({ config, split }));
    return { splits: splits.length > 0 ? splits : null, why: "it has no splits" };
  } catch (error) {
    // A dataset that is there but not shown: its own files may do. Errors about the viewer's state are told as they come.
    if (error instanceof ViewerUnavailableError || error instanceof InvalidInputError)
      return { splits: null, why: error.message };
    throw error;
  }
}

function noneWhereUnavailable(error: unknown): { files: never[]; partial: boolean } {
  if (error instanceof InvalidInputError) return { files: [], partial: false };
  throw error;
}

function pick(
  splits: { config: string; split: string }[],
  wanted: { config: string | undefined; split: string | undefined },
): { config: string; split: string } {
  const configs = [...new Set(splits.map(({ config }) => config))];
  const config = wanted.config ?? (configs.includes("default") ? "default" : configs[0]);
  const ofConfig = splits.filter((each) => each.config === config).map(({ split }) => split);
  if (config === undefined || ofConfig.length === 0)
    throw invalid("config", `there is none of this name; there are ${list(configs)}`);
  const split = wanted.split ?? (ofConfig.includes("train") ? "train" : ofConfig[0]);
  if (split === undefined || !ofConfig.includes(split))
    throw invalid("split", `there is none of this name; there are ${list(ofConfig)}`);
  return { config, split };
}

const list = (names: string[]): string => names.slice(0, 20).join(", ") + (names.length > 20 ? ", …" : "");

const invalid = (field: string, message: string): InvalidInputError =>
  new InvalidInputError(`Check ${field}: ${message}.`, [{ field, message }]);
