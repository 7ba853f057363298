import type { NewItem } from "@/lib/jobs/chunks.repository";

/** Pictures that are in memory at once: what one chunk reads of a row group. */
const CHUNK_ROWS = 100;
const CHUNKS_PER_PAGE = 20;
/** Files whose footers one page looks at, to find where the offset lies. */
const FILES_PER_PAGE = 50;

/** Where a row is: which file, at which place in it, and which row of the split that makes it. */
export interface RowPlace {
  file: number;
  at: number;
  index: number;
}

interface Position {
  file: number;
  /** Rows of the files before. */
  before: number;
  /** Within the file. */
  row: number;
}

/**
 * One page of rows `offset` to `offset + limit` as chunks that never span two files.
 * @param rowsOf how many rows the nth file has; null past the last.
 * @param cursor `file:before:row`, or null for the first page.
 */
export async function planRows(
  rowsOf: (file: number) => Promise<number | null>,
  { offset, limit }: { offset: number; limit: number },
  cursor: string | null,
): Promise<{ chunks: { key: string; items: NewItem[] }[]; next: string | null }> {
  const end = offset + limit;
  const chunks: { key: string; items: NewItem[] }[] = [];
  let position = parseCursor(cursor);
  for (let looked = 0; looked < FILES_PER_PAGE && chunks.length < CHUNKS_PER_PAGE; looked += 1) {
    const count = await rowsOf(position.file);
    if (count === null || position.before >= end) return { chunks, next: null };
    let row = Math.max(position.row, offset - position.before);
    const until = Math.min(count, end - position.before);
    for (; row < until && chunks.length < CHUNKS_PER_PAGE; row = chunkEnd(row, until)) {
      chunks.push(toChunk(position, row, chunkEnd(row, until)));
    }
    if (row < until) return { chunks, next: `${position.file}:${position.before}:${row}` };
    position = { file: position.file + 1, before: position.before + count, row: 0 };
  }
  return { chunks, next: position.before >= end ? null : `${position.file}:${position.before}:0` };
}

/** Chunks end where row groups of a hundred rows do, so that no group is fetched twice. */
const chunkEnd = (row: number, until: number): number => Math.min(until, row - (row % CHUNK_ROWS) + CHUNK_ROWS);

function toChunk({ file, before }: Position, from: number, to: number): { key: string; items: NewItem[] } {
  const items = Array.from({ length: to - from }, (_, index) => {
    const row = { file, at: from + index, index: before + from + index };
    return { item_key: `row:${row.index}`, payload: { row } };
  });
  return { key: `rows:${before + from}`, items };
}

function parseCursor(cursor: string | null): Position {
  const [file = 0, before = 0, row = 0] = cursor?.split(":").map(Number) ?? [];
  return { file, before, row };
}
