import { z } from "zod";
import { InvalidInputError } from "@/lib/errors";

const PREFIX = "v1:";

/** An opaque cursor over an id, the exclusive end of the page before. */
export const encodeCursor = (id: string): string => Buffer.from(PREFIX + id).toString("base64url");

/** @throws {InvalidInputError} it is not a cursor this API gave out. */
export function decodeCursor(cursor: string | undefined, id: z.ZodType<string> = z.uuid()): string | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, "base64url").toString();
  const parsed = id.safeParse(text.slice(PREFIX.length));
  if (text.startsWith(PREFIX) && parsed.success) return parsed.data;
  throw new InvalidInputError("The cursor is not one this list gave out; leave it away to start from the top.", [
    { field: "cursor", message: "not a cursor of this list" },
  ]);
}

/** Splits `limit + 1` fetched rows into a page and the cursor of the next one. */
export function toPage<Row extends { id: string }, Item>(
  rows: Row[],
  limit: number,
  map: (row: Row) => Item,
): { items: Item[]; next_cursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(map), next_cursor: rows.length > limit && last ? encodeCursor(last.id) : null };
}
