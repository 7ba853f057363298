import { expect, test } from "vitest";
import { describeJob, nameOfItem } from "@/components/jobs/job-labels";

test.each([
  [{ kind: "scrape" as const, input: { source: "gallery", limit: 100 } }, "Collect · Gallery · up to 100"],
  [{ kind: "import" as const, input: { urls: ["a"] } }, "Import · 1 address"],
  [{ kind: "detect" as const, input: { scene_ids: ["a", "b"] } }, "Detect · 2 scenes"],
  [{ kind: "colors" as const, input: { object_id: "a" } }, "Colours · one object"],
  [{ kind: "classify" as const, input: { limit: "many", urls: 3 } }, "Classify"],
])("%j reads as %s", (job, text) => {
  expect(describeJob(job)).toBe(text);
});

test("an import says which dataset it reads", () => {
  const input = { huggingface: { dataset: "rooms/of-the-world", limit: 8 }, pipeline: true };
  expect(describeJob({ kind: "import", input })).toBe("Import · rooms/of-the-world");
});

test("an item has the most telling name it can have", () => {
  const item = { scene_title: null, address: null, item_key: "url:02db" };
  expect(nameOfItem(item)).toBe("url:02db");
  expect(nameOfItem({ ...item, address: "https://a.example/x.jpg" })).toBe("https://a.example/x.jpg");
  expect(nameOfItem({ ...item, address: "https://a.example/x.jpg", scene_title: "Hall" })).toBe("Hall");
});
