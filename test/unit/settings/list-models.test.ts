import { expect, test } from "vitest";
import { listModels } from "@/lib/settings/list-models";

const model = (id: string, state = "ready") => ({ id, version: "1", task: "detect", licence: "Apache-2.0", state });
const worker = (name: string, models: ReturnType<typeof model>[]) => ({
  url: `http://${name}:8790/path?token=x`,
  status: {
    name,
    version: "0.1.0",
    device: "cpu",
    models,
    busy: 0,
    images_done: 0,
    images_failed: 0,
    rss_mb: 1,
    uptime_s: 1,
  },
});

test("a model is listed once, with every worker that has it; who does not answer is named", () => {
  const { items, unreachable } = listModels([
    worker("a", [model("yolo"), model("sam")]),
    worker("b", [model("yolo", "loading")]),
    { url: "http://c:8790/", status: null },
  ] as Parameters<typeof listModels>[0]);
  expect(items.map(({ id }) => id)).toEqual(["sam", "yolo"]);
  expect(items[1]?.workers).toEqual([
    { name: "a", device: "cpu", state: "ready" },
    { name: "b", device: "cpu", state: "loading" },
  ]);
  expect(unreachable).toEqual(["http://c:8790"]);
});
