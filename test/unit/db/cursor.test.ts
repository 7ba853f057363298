import { expect, test } from "vitest";
import { z } from "zod";
import { decodeCursor, encodeCursor, toPage } from "@/lib/db/cursor";
import { InvalidInputError } from "@/lib/errors";

const ID = "0199f000-0000-7000-8000-000000000001";

test("a cursor comes back as the id it was made of, and fits a URL as it is", () => {
  const cursor = encodeCursor(ID);
  expect(decodeCursor(cursor)).toBe(ID);
  expect(encodeURIComponent(cursor)).toBe(cursor);
  expect(decodeCursor(undefined)).toBeNull();
  expect(decodeCursor(encodeCursor("01ARZ3NDEKTSV4RRFFQ69G5FAV"), z.string())).toBe("01ARZ3NDEKTSV4RRFFQ69G5FAV");
});

test.each([
  "",
  "x",
  ID,
  encodeCursor("7"),
  Buffer.from(`v2:${ID}`).toString("base64url"),
  encodeCursor(`${ID} or 1=1`),
])("%j is not taken for one of ours", (cursor) => {
  expect(() => decodeCursor(cursor)).toThrow(InvalidInputError);
});

test("one row more than asked for tells that there is a next page", () => {
  const rows = ["a", "b", "c"].map((id) => ({ id }));
  const ids = ({ id }: { id: string }) => id;
  const page = toPage(rows, 2, ids);
  expect(page.items).toEqual(["a", "b"]);
  expect(decodeCursor(page.next_cursor ?? "", z.string())).toBe("b");
  expect(toPage(rows, 3, ids)).toEqual({ items: ["a", "b", "c"], next_cursor: null });
  expect(toPage([], 3, ids)).toEqual({ items: [], next_cursor: null });
});
