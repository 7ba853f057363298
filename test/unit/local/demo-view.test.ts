import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { Job, JobStatus } from "../../../lib/contracts/jobs.ts";
import type { SceneSummary } from "../../../lib/contracts/scenes.ts";
import { createProgressView, renderScenes } from "../../../local/demo-view.ts";

function capture(isTerminal: boolean) {
  const chunks: string[] = [];
  const output = Object.assign(new PassThrough(), { isTTY: isTerminal });
  output.on("data", (chunk: Buffer) => chunks.push(String(chunk)));
  return { output, text: () => chunks.join("") };
}

const scrape = (status: JobStatus, current: number) =>
  ({
    kind: "scrape",
    status,
    progress: { current, total: 20, progress: 0, message: `${current} of 20 collected` },
  }) as Job;

test("into a log, a stage speaks once while little happens, and again when its status changes", () => {
  const { output, text } = capture(false);
  const view = createProgressView(output);
  view.show([scrape("running", 1)]);
  view.show([scrape("running", 2)]);
  view.show([scrape("completed", 20)]);
  view.show([scrape("completed", 20)]);
  expect(text().trimEnd().split("\n")).toEqual([
    expect.stringMatching(/scrape .* 1\/20 +running +1 of 20 collected/),
    expect.stringMatching(/scrape +█{24} +20\/20 +completed +20 of 20 collected/),
  ]);
});

test("on a terminal, the lines are written over", () => {
  const { output, text } = capture(true);
  const view = createProgressView(output);
  view.show([scrape("running", 1)]);
  expect(text()).not.toContain("\x1b[1A");
  view.show([scrape("running", 2)]);
  expect(text()).toContain("\x1b[1A\x1b[2K");
});

test("the table shows what was found, labels that are missing as a dash, and the three largest colours", () => {
  const scene: Partial<SceneSummary> = {
    id: "0199f000-0000-7000-8000-000000000001",
    title: "A very long title that does not fit into the column of the table",
    image_type: "interior",
    room_type: null,
    styles: ["scandinavian", "modern"],
    object_count: 7,
    palette: [0.1, 0.4, 0.2, 0.3].map((share, index) => ({
      lab: [0, 0, 0],
      hex: `#00000${index}`,
      share,
      name: `c${index}`,
    })),
  };
  const [header, row] = renderScenes([scene as SceneSummary], capture(false).output).split("\n");
  expect(header).toMatch(/scene +type +room +style +objects +colours/);
  expect(row).toBe(
    "A very long title that does n…  interior  -     scandinavian, modern  7        c1 40%, c3 30%, c2 20%",
  );
});
