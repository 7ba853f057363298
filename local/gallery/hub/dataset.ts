import { parquetWriteBuffer } from "hyparquet-writer";

/** As the hub's `dataset_info` writes it: `{_type: "Image"}`, `{_type: "ClassLabel", names}`, a list, a dict of features. */
export type Feature = { [key: string]: unknown };

export interface ImageCell {
  bytes: Uint8Array;
  path: string | null;
}

export interface HubDataset {
  id: string;
  /** Commit, 40 hex digits. */
  sha: string;
  description: string;
  licence: string | null;
  features: Record<string, Feature>;
  /** Rows by configuration and split. */
  splits: Record<string, Record<string, Record<string, unknown>[]>>;
  /** Who may read it: everyone, or holders of the good token. */
  access: "open" | "gated" | "private";
  /** What the viewer answers; else it shows the rows. */
  viewerRefusal: { status: number; code: string; message: string } | null;
  /** The viewer has made parquet files of it. */
  isConverted: boolean;
  /** It has parquet files of its own, under `data/`. */
  hasOwnParquet: boolean;
  partial: boolean;
  /** Rows of one row group of its parquet files. */
  rowGroupSize: number;
}

/** A dataset with what is usual; `over` says what is not. */
export const hubDataset = (over: Partial<HubDataset> & Pick<HubDataset, "id" | "features" | "splits">): HubDataset => ({
  sha: "0123456789abcdef0123456789abcdef01234567",
  description: "",
  licence: "mit",
  access: "open",
  viewerRefusal: null,
  isConverted: true,
  hasOwnParquet: false,
  partial: false,
  rowGroupSize: 100,
  ...over,
});

type SchemaElement = NonNullable<Parameters<typeof parquetWriteBuffer>[0]["schema"]>[number];

/** The rows as the hub's converter writes them, with the features in the file's own notes. */
export function toParquet(
  { features, rowGroupSize }: Pick<HubDataset, "features" | "rowGroupSize">,
  rows: Record<string, unknown>[],
): Uint8Array {
  const names = Object.keys(features);
  const schema: SchemaElement[] = [
    { name: "root", num_children: names.length },
    ...names.flatMap((name) => schemaOf(name, features[name] ?? {})),
  ];
  const columnData = names.map((name) => ({ name, data: rows.map((row) => cellOf(row[name], features[name] ?? {})) }));
  const note = JSON.stringify({ info: { features } });
  const file = parquetWriteBuffer({
    schema,
    columnData,
    kvMetadata: [{ key: "huggingface", value: note }],
    rowGroupSize,
  });
  return new Uint8Array(file);
}

/** What a list holds; null for what is no list. */
const elementOf = ({ _type, feature }: Feature): Feature | null =>
  _type === "List" || _type === "Sequence" ? (feature as Feature) : null;

function schemaOf(name: string, feature: Feature): SchemaElement[] {
  const text = { type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" } as const;
  if (feature._type === "Image") {
    return [
      { name, repetition_type: "OPTIONAL", num_children: 2 },
      { name: "bytes", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
      { name: "path", ...text },
    ];
  }
  const element = elementOf(feature);
  if (element) {
    return [
      { name, repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      ...schemaOf("element", element),
    ];
  }
  if (feature._type === "ClassLabel") return [{ name, type: "INT64", repetition_type: "OPTIONAL" }];
  if (feature._type === "Value") {
    const { dtype } = feature;
    if (dtype === "string") return [{ name, ...text }];
    return [{ name, type: String(dtype).startsWith("int") ? "INT64" : "DOUBLE", repetition_type: "OPTIONAL" }];
  }
  const fields = Object.entries(feature as Record<string, Feature>);
  return [
    { name, repetition_type: "OPTIONAL", num_children: fields.length },
    ...fields.flatMap(([field, type]) => schemaOf(field, type)),
  ];
}

function cellOf(value: unknown, feature: Feature): unknown {
  if (value === null || value === undefined) return null;
  const element = elementOf(feature);
  if (element) return (value as unknown[]).map((each) => cellOf(each, element));
  if (feature._type === "ClassLabel" || (feature._type === "Value" && String(feature.dtype).startsWith("int")))
    return BigInt(value as number);
  if (feature._type === undefined) {
    const fields = feature as Record<string, Feature>;
    return Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [name, cellOf((value as Record<string, unknown>)[name], type)]),
    );
  }
  return value;
}
