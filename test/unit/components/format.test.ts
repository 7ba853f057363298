import { expect, test } from "vitest";
import {
  countOf,
  formatBytes,
  formatCompact,
  formatDuration,
  formatRelative,
  formatShare,
  formatStamp,
  humanize,
} from "@/components/ui/format";

test.each([
  [0, "0 ms"],
  [840.4, "840 ms"],
  [4_250, "4.3 s"],
  [185_000, "3 min 05 s"],
  [7_800_000, "2 h 10 min"],
  [-5, "0 ms"],
])("formatDuration(%d) is %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [0, "0%"],
  [0.004, "<1%"],
  [0.5, "50%"],
  [1, "100%"],
])("formatShare(%d) is %s", (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test.each([
  [-60_000, "just now"],
  [3_000, "just now"],
  [42_000, "42 s ago"],
  [61_000, "1 min ago"],
  [7_200_000, "2 h ago"],
  [172_800_000, "2 d ago"],
])("%d ms before now is %s", (agoMs, text) => {
  const nowMs = Date.UTC(2026, 10, 24);
  expect(formatRelative(nowMs - agoMs, nowMs)).toBe(text);
});

test("counts keep their digits until they would not fit", () => {
  expect([formatCompact(99_999), formatCompact(123_456), formatCompact(4_200_000)]).toEqual([
    "99,999",
    "123.5K",
    "4.2M",
  ]);
});

test("bytes in binary units", () => {
  expect([formatBytes(312), formatBytes(959_488), formatBytes(5_242_880)]).toEqual(["312 B", "937 KiB", "5.0 MiB"]);
});

test("ids of the taxonomy read as words", () => {
  expect([humanize("living_room"), humanize("mid-century"), humanize("tv_stand")]).toEqual([
    "Living room",
    "Mid century",
    "TV stand",
  ]);
});

test("countOf agrees with its noun", () => {
  expect([countOf(1, "job"), countOf(0, "job"), countOf(1_200, "job")]).toEqual(["1 job", "0 jobs", "1,200 jobs"]);
  expect(countOf(2, "address", "addresses")).toBe("2 addresses");
});

test("a stamp has the 24 hours that charts and schedules have", () => {
  const afternoon = new Date(2026, 10, 24, 15, 4, 5).toISOString();
  expect(formatStamp(afternoon)).toBe("Nov 24, 2026, 15:04:05");
});
