import { expect, test } from "vitest";
import {
  categoryOf,
  DEFAULT_ALLOWED_LICENCES,
  isConverted,
  readRegistry,
  selectModels,
} from "../../../gpu-worker/src/models/registry.ts";

const registry = readRegistry();

test("the shipped registry gives one model a task under the default licences", () => {
  const { detect, segment, embed } = selectModels(registry, DEFAULT_ALLOWED_LICENCES);
  expect([detect.id, segment.id, embed.id]).toEqual(["nanodet-g", "grabcut", "nanodet-g-s32"]);
});

test.each([
  { name: "weights", broken: { licence: "unclear" } },
  { name: "package", broken: { source: { ...registry[0]?.source, licence: "AGPL-3.0" } } },
])("a licence of the $name that is not allowed is refused by name, with the way out", ({ broken }) => {
  const models = registry.map((model, i) => (i === 0 ? { ...model, ...broken } : model)) as typeof registry;
  expect(() => selectModels(models, DEFAULT_ALLOWED_LICENCES)).toThrow(
    /nanodet-g.*(unclear|AGPL-3\.0).*MODELS_ALLOWED_LICENCES/,
  );
});

test("a task without a model is refused", () => {
  expect(() => selectModels(registry.slice(1), DEFAULT_ALLOWED_LICENCES)).toThrow(/task "detect"/);
});

test("labels become taxonomy categories: kebab-case, and sofa for couch", () => {
  const { detect } = selectModels(registry, DEFAULT_ALLOWED_LICENCES);
  expect(detect.labels).toHaveLength(80);
  const names = ["chair", "couch", "potted plant", "dining table", "tv", "wine glass"];
  expect(names.map((label) => categoryOf(detect, label))).toEqual([
    "chair",
    "sofa",
    "potted-plant",
    "dining-table",
    "tv",
    "wine-glass",
  ]);
});

test("every converted model reads only files its source lists", () => {
  for (const { conversion, source } of registry.filter(isConverted)) {
    const listed = source.files.map(({ path }) => path);
    expect(listed).toEqual(expect.arrayContaining([conversion.graph, ...conversion.weights]));
  }
});
