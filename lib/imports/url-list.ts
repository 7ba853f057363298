/** One picture of a list. */
export interface ListedPicture {
  url: string;
  caption: string | null;
}

export type ListKind = "txt" | "csv" | "tsv" | "jsonl";

const URL_FIELDS = ["url", "image_url", "image", "src", "href", "link"];
const CAPTION_FIELDS = ["caption", "text", "title", "description", "alt"];
const CAPTION_MAX = 500;

/** Names of the columns where the first record is a heading; null where it is a record. */
export function headerOf(kind: ListKind, first: string): string[] | null {
  if (kind === "txt" || kind === "jsonl") return null;
  const cells = cellsOf(kind, first).map((cell) => cell.trim().toLowerCase());
  return cells.some((cell) => URL_FIELDS.includes(cell)) ? cells : null;
}

/**
 * One record of a list. Null for an empty one and a comment; what is no address comes back as it is written, for the
 * import to refuse.
 */
export function readRecord(kind: ListKind, record: string, header: string[] | null): ListedPicture | null {
  const text = record.trim();
  if (text === "" || (kind === "txt" && text.startsWith("#"))) return null;
  if (kind === "txt") return { url: text.split(/\s/)[0] ?? text, caption: null };
  const fields = kind === "jsonl" ? jsonFields(text) : toFields(cellsOf(kind, record), header);
  const value = (names: string[]) =>
    names.map((name) => fields[name]).find((cell) => cell !== undefined && cell !== "");
  return {
    url: value(URL_FIELDS) ?? text.slice(0, 200),
    caption: value(CAPTION_FIELDS)?.slice(0, CAPTION_MAX) ?? null,
  };
}

/**
 * Cuts text into records; a quoted cell may hold line ends.
 * @returns whole records, and how many characters they take; the rest belongs to the next part of the file.
 */
export function cutRecords(kind: ListKind, text: string, isLast: boolean): { records: string[]; length: number } {
  const hasQuotes = kind === "csv" || kind === "tsv";
  const records: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (hasQuotes && char === '"') isQuoted = !isQuoted;
    if (char !== "\n" || isQuoted) continue;
    records.push(text.slice(start, at).replace(/\r$/, ""));
    start = at + 1;
  }
  if (isLast && start < text.length) {
    records.push(text.slice(start));
    start = text.length;
  }
  return { records, length: start };
}

/** RFC 4180: cells may be quoted, a quote within is written twice. */
function cellsOf(kind: ListKind, record: string): string[] {
  const separator = kind === "tsv" ? "\t" : ",";
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < record.length; at += 1) {
    const char = record[at];
    if (char === '"' && isQuoted && record[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"') isQuoted = !isQuoted;
    else if (char === separator && !isQuoted) {
      cells.push(cell);
      cell = "";
    } else cell += char;
  }
  return [...cells, cell];
}

/** Without a heading, the address is whichever cell looks like one and the caption the one after it. */
function toFields(cells: string[], header: string[] | null): Record<string, string> {
  if (header) return Object.fromEntries(header.map((name, index) => [name, cells[index]?.trim() ?? ""]));
  const index = cells.findIndex((cell) => /^https?:\/\//.test(cell.trim()));
  return index < 0 ? {} : { url: cells[index]?.trim() ?? "", caption: cells[index + 1]?.trim() ?? "" };
}

function jsonFields(line: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "string") return { url: value };
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return {};
  }
}
