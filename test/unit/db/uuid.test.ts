import { expect, test } from "vitest";
import { uuidV7Floor } from "@/lib/db/uuid";

test("ids made at a moment sort after its floor, ids made before it sort before", () => {
  const atMs = Date.parse("2026-11-24T12:00:00Z");
  expect(uuidV7Floor(atMs) > "019ab500-0000-7fff-bfff-ffffffffffff").toBe(true);
  expect(uuidV7Floor(atMs) > uuidV7Floor(atMs - 1).replace(/7000-8000-0+$/, "7fff-bfff-ffffffffffff")).toBe(true);
  expect(uuidV7Floor(atMs)).toBe(
    `${atMs
      .toString(16)
      .padStart(12, "0")
      .replace(/^(.{8})/, "$1-")}-7000-8000-000000000000`,
  );
});
