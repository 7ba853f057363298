import { InvalidInputError } from "@/lib/errors";

export interface DatasetRef {
  /** `ns/name`, or the bare name of a dataset of the early days. */
  dataset: string;
  config?: string;
  split?: string;
  revision?: string;
}

const NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,95}";
const ID = new RegExp(`^${NAME}(/${NAME})?$`);
const HUB_HOSTS = new Set(["huggingface.co", "www.huggingface.co", "hf.co"]);

/**
 * Reads what people paste: `ns/name`, `hf://datasets/ns/name`, or an address of the hub such as
 * `https://huggingface.co/datasets/ns/name/viewer/default/train` or `…/tree/v1.0`.
 * @throws {InvalidInputError} none of these.
 */
export function parseDatasetRef(text: string): DatasetRef {
  const trimmed = text.trim();
  const ref = URL.canParse(trimmed) ? fromUrl(new URL(trimmed)) : { dataset: trimmed };
  if (ref && ID.test(ref.dataset) && !ref.dataset.includes("..")) return ref;
  const message = "is not the name of a dataset: write namespace/name, or paste its address on huggingface.co";
  throw new InvalidInputError(`Check dataset: it ${message}.`, [{ field: "dataset", message }]);
}

function fromUrl(url: URL): DatasetRef | null {
  const parts = url.pathname.split("/").filter(Boolean).map(decode);
  if (url.protocol === "hf:") {
    if (url.hostname !== "datasets") return null;
    const [namespace = "", nameAt = ""] = parts;
    const [name, revision] = nameAt.split("@");
    return { dataset: `${namespace}/${name}`, ...(revision && { revision }) };
  }
  if (!HUB_HOSTS.has(url.hostname) || parts[0] !== "datasets") return null;
  const isBare = parts.length === 2 || ["viewer", "tree", "blob"].includes(parts[2] ?? "");
  const dataset = parts.slice(1, isBare ? 2 : 3).join("/");
  const [section, first, second] = parts.slice(isBare ? 2 : 3);
  if (section === "viewer") return { dataset, ...(first && { config: first }), ...(second && { split: second }) };
  if ((section === "tree" || section === "blob") && first) return { dataset, revision: first };
  const config = url.searchParams.get("config");
  const split = url.searchParams.get("split");
  return { dataset, ...(config && { config }), ...(split && { split }) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray % is in no name
  }
}
