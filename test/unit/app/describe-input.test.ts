import { expect, test } from "vitest";
import { describeInput } from "@/app/(dashboard)/jobs/[id]/describe-input";

test("input reads as lines, groups taken apart, without what is empty", () => {
  const input = {
    pipeline: true,
    room_types: ["a", "b", "c", "d"],
    styles: [],
    huggingface: { dataset: "rooms/of", columns: {}, offset: 0, partial: false, config: null },
  };
  expect(describeInput(input)).toEqual([
    { label: "Pipeline", value: "Yes" },
    { label: "Room types", value: "a, b, c and 1 more" },
    { label: "Dataset", value: "rooms/of" },
    { label: "Offset", value: "0" },
    { label: "Partial", value: "No" },
  ]);
});

test("addresses are called so", () => {
  expect(describeInput({ urls: ["https://a.example/"] })).toEqual([
    { label: "Addresses", value: "https://a.example/" },
  ]);
});
