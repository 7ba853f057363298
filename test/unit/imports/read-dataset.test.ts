import { describe, expect, test } from "vitest";
import { decodeRle, encodeRle } from "@/lib/contracts/rle-codec";
import { InvalidInputError } from "@/lib/errors";
import { toAnnotation } from "@/lib/imports/annotations";
import { parseDatasetRef } from "@/lib/imports/dataset-ref";
import { describeColumns, detectMapping } from "@/lib/imports/features";
import { planRows } from "@/lib/imports/plan-rows";
import { repoFiles } from "@/lib/imports/repo-files";
import { readRow } from "@/lib/imports/row-values";
import { cutRecords, headerOf, readRecord } from "@/lib/imports/url-list";

describe("names of datasets", () => {
  test.each([
    ["a/b", { dataset: "a/b" }],
    ["  zhoubolei/scene_parse_150 ", { dataset: "zhoubolei/scene_parse_150" }],
    ["mnist", { dataset: "mnist" }],
    ["https://huggingface.co/datasets/a/b", { dataset: "a/b" }],
    ["https://huggingface.co/datasets/a/b/", { dataset: "a/b" }],
    ["https://huggingface.co/datasets/mnist", { dataset: "mnist" }],
    ["https://hf.co/datasets/a/b/viewer/conf/train?row=3", { dataset: "a/b", config: "conf", split: "train" }],
    ["https://huggingface.co/datasets/a/b/tree/v1.0", { dataset: "a/b", revision: "v1.0" }],
    ["https://huggingface.co/datasets/a/b?config=c&split=s", { dataset: "a/b", config: "c", split: "s" }],
    ["hf://datasets/a/b@abc", { dataset: "a/b", revision: "abc" }],
  ])("%s", (text, ref) => expect(parseDatasetRef(text)).toEqual(ref));

  test.each([
    "",
    "a b",
    "a/b/c",
    "../a",
    "a/../b",
    "https://evil.example/datasets/a/b",
    "https://huggingface.co/a/b",
    "a/%zz",
    "https://huggingface.co/datasets/%zz/b",
  ])("%j is refused", (text) => expect(() => parseDatasetRef(text)).toThrow(InvalidInputError));
});

describe("columns", () => {
  const of = (features: Record<string, object>) =>
    describeColumns(Object.entries(features).map(([name, type]) => ({ name, type: type as never })));

  test("are found by type first and name second", () => {
    const columns = of({
      id: { _type: "Value", dtype: "int64" },
      conditions: { _type: "Image" },
      image: { _type: "Image", decode: false },
      prompt: { _type: "Value", dtype: "string" },
      style: { _type: "ClassLabel", names: ["a", "b"] },
      objects: {
        feature: { bbox: { _type: "Sequence", feature: { _type: "Value", dtype: "float32" } } },
        _type: "Sequence",
      },
    });
    expect(detectMapping(columns)).toEqual({
      image: "image",
      caption: "prompt",
      labels: ["style"],
      objects: "objects",
    });
  });

  test("addresses stand in for pictures where there are none", () => {
    const text = { _type: "Value", dtype: "string" };
    const columns = of({ page_url: text, image_url: text, caption: text });
    expect(detectMapping(columns)).toMatchObject({ image: "image_url", caption: "caption" });
  });

  test("cells of an unexpected form are empty, never an error", () => {
    const features = [
      { name: "image", type: { _type: "Image" } },
      { name: "label", type: { _type: "ClassLabel", names: ["x"] } },
      { name: "objects", type: { bbox: { _type: "List", feature: { _type: "List", feature: {} } } } },
    ];
    const mapping = detectMapping(describeColumns(features));
    for (const cell of [null, undefined, 7, "text", [], {}, [null], { bytes: null, path: null }, { bbox: [[1]] }, 9n]) {
      const content = readRow({ image: cell, label: cell, objects: cell }, { features, mapping, boxForm: "xywh" });
      expect(content.pictures).toEqual([]);
      expect(content.tags.every((tag) => tag === "text")).toBe(true);
    }
  });
});

describe("annotations", () => {
  const scene = { width: 200, height: 100 };
  const box = (values: number[], over: object = {}) =>
    toAnnotation({ id: "1", label: "sofa", box: { values, form: "xywh", ...over } }, scene)?.box;

  test("come in any form and stand in pixels of the scene", () => {
    expect(box([10, 20, 30, 40])).toEqual([10, 20, 30, 40]);
    expect(box([10, 20, 40, 60], { form: "xyxy" })).toEqual([10, 20, 30, 40]);
    expect(box([0.5, 0.5, 0.5, 0.5], { form: "cxcywh", isRelative: true })).toEqual([50, 25, 100, 50]);
    const raw = {
      id: "1",
      label: "x",
      box: { values: [1, 1, 10, 10], form: "xywh" as const },
      frame: { width: 20, height: 20 },
    };
    expect(toAnnotation(raw, scene)?.box).toEqual([10, 5, 100, 50]);
  });

  test.each([[[1, 2, 3]], [[0, 0, 0, 5]], [[150, 0, 100, 10]], [[Number.NaN, 0, 1, 1]], [[-50, 0, 10, 10]]])(
    "%j is no box",
    (values) => expect(box(values)).toBeUndefined(),
  );

  test("what was measured before the file is turned upright names no place in the scene; its label stays out too", () => {
    const across = { width: 100, height: 200 };
    const place = { values: [10, 20, 30, 40], form: "xywh" as const };
    expect(toAnnotation({ id: "1", label: "sofa", box: place, frame: across }, scene)).toBeNull();
    expect(toAnnotation({ id: "1", label: "sofa", frame: across }, scene)).toMatchObject({ label: "sofa", box: null });
    expect(toAnnotation({ id: "1", label: "sofa", box: place, frame: scene }, scene)?.box).toEqual([10, 20, 30, 40]);
  });

  test("outlines become masks of the pixels inside them", () => {
    const raw = { id: "1", label: "x", polygons: [[10, 10, 30, 10, 30, 20, 10, 20]] };
    const mask = decodeRle(toAnnotation(raw, scene)?.mask ?? { size: [1, 1], counts: "" });
    expect(mask.reduce((sum, each) => sum + each, 0)).toBe(200);
    expect([mask[10 * 200 + 10], mask[19 * 200 + 29], mask[9 * 200 + 10], mask[10 * 200 + 30]]).toEqual([1, 1, 0, 0]);
  });

  test("a mask of another size, or a broken one, is left out", () => {
    const rle = encodeRle(new Uint8Array(4).fill(1), { width: 2, height: 2 });
    expect(toAnnotation({ id: "1", label: "x", rle }, scene)).toBeNull();
    expect(toAnnotation({ id: "1", label: "x", rle: { size: [100, 200], counts: "zzzz" } }, scene)).toBeNull();
    const counts = [0, 20_000];
    expect(toAnnotation({ id: "1", label: "x", rle: { size: [100, 200], counts } }, scene)?.mask).toBeTruthy();
  });
});

describe("files of a dataset's own", () => {
  test("say configuration and split by their place", () => {
    const paths = [
      "data/train-00000-of-00002.parquet",
      "conf/test/0000.parquet",
      "validation.parquet",
      "README.md",
      "conf/train-00000-of-00001-ab12.parquet",
    ];
    expect(
      repoFiles(paths.map((rfilename) => ({ rfilename }))).map(({ config, split }) => `${config}/${split}`),
    ).toEqual(["conf/test", "conf/train", "default/train", "default/validation"]);
  });
});

describe("planning of rows", () => {
  const FILES = [250, 0, 30, 1000];
  const all = async (offset: number, limit: number) => {
    const seen: { index: number; file: number; at: number }[] = [];
    const keys: string[] = [];
    for (let cursor: string | null = null, page = 0; page < 100; page += 1) {
      const { chunks, next } = await planRows(async (file) => FILES[file] ?? null, { offset, limit }, cursor);
      for (const { key, items } of chunks) {
        expect(items.length).toBeLessThanOrEqual(100);
        expect(
          new Set(items.map(({ payload }) => (payload?.row as unknown as { file: number } | undefined)?.file)).size,
        ).toBe(1);
        keys.push(key);
        seen.push(...items.map(({ payload }) => payload?.row as never));
      }
      if (next === null) return { seen, keys };
      cursor = next;
    }
    throw new Error("it does not end");
  };

  test.each([
    [0, 10_000],
    [0, 1],
    [249, 2],
    [260, 50],
    [279, 1],
    [280, 1000],
    [1280, 5],
    [5000, 10],
  ])("offset %i, limit %i: every row once, in order", async (offset, limit) => {
    const total = FILES.reduce((sum, rows) => sum + rows, 0);
    const { seen, keys } = await all(offset, limit);
    const wanted = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, row) => offset + row);
    expect(seen.map(({ index }) => index)).toEqual(wanted);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { index, file, at } of seen)
      expect(FILES.slice(0, file).reduce((sum, rows) => sum + rows, 0) + at).toBe(index);
  });
});

describe("lists of addresses", () => {
  const read = (kind: "txt" | "csv" | "tsv" | "jsonl", text: string) => {
    const { records } = cutRecords(kind, text, true);
    const header = headerOf(kind, records[0] ?? "");
    return records.slice(header ? 1 : 0).flatMap((record) => readRecord(kind, record, header) ?? []);
  };
  const PICTURE = { url: "https://a.example/1.jpg", caption: "a sofa, red" };

  test.each([
    ["txt", "# mine\nhttps://a.example/1.jpg\r\n\n", { ...PICTURE, caption: null }],
    ["csv", 'id,url,caption\n1,https://a.example/1.jpg,"a sofa, red"\n', PICTURE],
    ["csv", 'https://a.example/1.jpg,"a sofa, red"', PICTURE],
    ["tsv", "url\ttext\nhttps://a.example/1.jpg\ta sofa, red", PICTURE],
    ["jsonl", '{"image_url":"https://a.example/1.jpg","text":"a sofa, red"}\n', PICTURE],
  ] as const)("%s %j", (kind, text, picture) => expect(read(kind, text)).toEqual([picture]));

  test("quotes may hold line ends and quotes; what is no address comes back as it is", () => {
    expect(read("csv", 'url,caption\nhttps://a.example/1.jpg,"two\nlines ""quoted"""\n')[0]?.caption).toBe(
      'two\nlines "quoted"',
    );
    expect(read("txt", "not-an-address")).toEqual([{ url: "not-an-address", caption: null }]);
    expect(read("jsonl", "{broken")).toEqual([{ url: "{broken", caption: null }]);
  });

  test("a part that ends within a record leaves it for the next", () => {
    expect(cutRecords("txt", "a\nb\nc", false)).toEqual({ records: ["a", "b"], length: 4 });
  });
});
