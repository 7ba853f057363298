import { InferenceSession, Tensor } from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { type ConvertedOutput, convertToOnnx } from "../../../gpu-worker/src/convert/convert.ts";
import { parseTfjs } from "../../../gpu-worker/src/convert/tfjs-graph.ts";

type Attribute = Record<string, unknown>;
interface TestNode {
  name: string;
  op: string;
  input?: string[];
  attr?: Record<string, Attribute>;
}

const list = (...i: number[]) => ({ list: { i: i.map(String) } });
const base64 = (text: string) => ({ s: Buffer.from(text).toString("base64") });
const window = (stride: number) => ({ strides: list(1, stride, stride, 1), padding: base64("VALID") });

const INPUT: TestNode = {
  name: "in",
  op: "Placeholder",
  attr: { shape: { shape: { dim: ["1", "1", "4", "4"].map((size) => ({ size })) } } },
};

/** Builds the two files of a TensorFlow.js graph model and converts them. */
function convert(
  nodes: TestNode[],
  constants: Record<string, { shape: number[]; values: number[]; dtype?: string }>,
  outputs: ConvertedOutput[],
) {
  const weights = Object.entries(constants).map(([name, { shape, dtype = "float32" }]) => ({ name, shape, dtype }));
  const data = Object.values(constants).map(({ values, dtype }) =>
    Buffer.from((dtype === "int32" ? Int32Array.from(values) : Float32Array.from(values)).buffer),
  );
  const node = [INPUT, ...Object.keys(constants).map((name) => ({ name, op: "Const" })), ...nodes];
  const json = JSON.stringify({ modelTopology: { node }, weightsManifest: [{ weights }] });
  return convertToOnnx(parseTfjs(json, Buffer.concat(data)), { name: "tiny", inputName: "images", outputs });
}

async function run(onnx: Uint8Array, input: number[], dims: number[]) {
  const session = await InferenceSession.create(onnx);
  const outputs = await session.run({ images: new Tensor("float32", Float32Array.from(input), dims) });
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { dims, data }]) => [name, { dims, data: [...(data as Float32Array)] }]),
  );
}

const ONE_TO_16 = Array.from({ length: 16 }, (_, i) => i + 1);
const toNhwc = { shape: [4], values: [0, 2, 3, 1], dtype: "int32" };
const toNchw = { shape: [4], values: [0, 3, 1, 2], dtype: "int32" };

describe("a channels-first graph wrapped in transposes, with padding and bias apart", () => {
  const constants = {
    nhwc: toNhwc,
    nchw: toNchw,
    pads: { shape: [4, 2], values: [0, 0, 0, 0, 1, 1, 1, 1], dtype: "int32" },
    // 3 × 3 kernel to two channels: the sum of the window, and twice its centre.
    kernel: { shape: [3, 3, 1, 2], values: Array.from({ length: 9 }, (_, i) => [1, i === 4 ? 2 : 0]).flat() },
    bias: { shape: [2], values: [-40, -10] },
  };
  const nodes: TestNode[] = [
    { name: "pad", op: "Pad", input: ["in", "pads"] },
    { name: "t1", op: "Transpose", input: ["pad", "nhwc"] },
    { name: "conv", op: "Conv2D", input: ["t1", "kernel"], attr: window(2) },
    { name: "add", op: "Add", input: ["conv", "bias"] },
    { name: "t2", op: "Transpose", input: ["add", "nchw"] },
    { name: "leaky", op: "LeakyRelu", input: ["t2"], attr: { alpha: { f: 0.5 } } },
  ];
  const onnx = convert(nodes, constants, [
    { node: "leaky", name: "out" },
    { node: "leaky", name: "mean", pool: "mean" },
  ]);
  const names = Buffer.from(onnx).toString("latin1");

  test("computes what TensorFlow would", async () => {
    const { out, mean } = await run(onnx, ONE_TO_16, [1, 1, 4, 4]);
    expect(out?.dims).toEqual([1, 2, 2, 2]);
    // Window sums of 1..16 at stride 2 with a zero rim: 14, 30, 57, 99, minus 40; negative values halved.
    expect(out?.data).toEqual([-13, -5, 17, 59, -4, -2, 8, 12].map((v) => expect.closeTo(v, 4)));
    expect(mean).toEqual({ dims: [1, 2], data: [expect.closeTo(14.5, 4), expect.closeTo(3.5, 4)] });
  });
  test("takes a batch and another input size", async () => {
    const { out } = await run(
      onnx,
      Array.from({ length: 2 * 8 * 6 }, () => 1),
      [2, 1, 8, 6],
    );
    expect(out?.dims).toEqual([2, 2, 4, 3]);
  });
  test("leaves no Transpose, Pad or Add behind", () => {
    for (const op of ["Transpose", "Pad", "Add"]) expect(names).not.toContain(op);
  });
  test("gives the same bytes every time", () => {
    const again = convert(nodes, constants, [
      { node: "leaky", name: "out" },
      { node: "leaky", name: "mean", pool: "mean" },
    ]);
    expect(Buffer.compare(onnx, again)).toBe(0);
  });
});

test("max-pool over a minus-infinity rim, bilinear doubling, concatenation, split and a reshape by shape arithmetic", async () => {
  const nodes: TestNode[] = [
    { name: "pad", op: "PadV2", input: ["in", "pads", "low"] },
    { name: "t1", op: "Transpose", input: ["pad", "nhwc"] },
    { name: "pool", op: "MaxPool", input: ["t1"], attr: { ksize: list(1, 3, 3, 1), ...window(2) } },
    { name: "up", op: "ResizeBilinear", input: ["pool", "size"], attr: { half_pixel_centers: { b: true } } },
    { name: "t2", op: "Transpose", input: ["up", "nchw"] },
    { name: "cat", op: "ConcatV2", input: ["t2", "in", "axis"] },
    { name: "split", op: "SplitV", input: ["cat", "sizes", "axis"] },
    { name: "dense", op: "SparseToDense", input: ["none", "rank", "nothing", "zero"] },
    { name: "shape", op: "AddV2", input: ["base", "dense"] },
    { name: "flat", op: "Reshape", input: ["split:1", "shape"] },
    { name: "sigmoid", op: "Sigmoid", input: ["split"] },
  ];
  const int = (shape: number[], ...values: number[]) => ({ shape, values, dtype: "int32" });
  const constants = {
    nhwc: toNhwc,
    nchw: toNchw,
    pads: int([4, 2], 0, 0, 0, 0, 1, 1, 1, 1),
    low: { shape: [], values: [Number.NEGATIVE_INFINITY] },
    size: int([2], 4, 4),
    axis: int([], 1),
    sizes: int([2], 1, 1),
    none: int([0, 1]),
    rank: int([1], 3),
    nothing: int([0]),
    zero: int([], 0),
    base: int([3], 1, 1, -1),
  };
  const onnx = convert(nodes, constants, [
    { node: "flat", name: "flat" },
    { node: "sigmoid", name: "half" },
  ]);
  const { flat, half } = await run(
    onnx,
    ONE_TO_16.map((v) => -v),
    [1, 1, 4, 4],
  );
  expect(flat).toEqual({ dims: [1, 1, 16], data: ONE_TO_16.map((v) => -v) });
  // Pool of -1..-16: [[-1, -2], [-5, -6]]; half-pixel doubling steps a quarter, then three quarters of the way.
  const row = (first: number) => [first, first - 0.25, first - 0.75, first - 1];
  const expected = [...row(-1), ...row(-2), ...row(-4), ...row(-5)].map((v) => 1 / (1 + Math.exp(-v)));
  expect(half?.data).toEqual(expected.map((v) => expect.closeTo(v, 5)));
});

test("float16 weights are read exactly", () => {
  const json = JSON.stringify({
    modelTopology: { node: [] },
    weightsManifest: [{ weights: [{ name: "w", shape: [5], dtype: "float32", quantization: { dtype: "float16" } }] }],
  });
  const bits = Uint16Array.of(0x3c00, 0xc000, 0x3555, 0x0001, 0x7c00);
  const { constants } = parseTfjs(json, new Uint8Array(bits.buffer));
  expect([...(constants.get("w")?.data ?? [])]).toEqual([1, -2, 0.333251953125, 2 ** -24, Number.POSITIVE_INFINITY]);
});

test.each([
  { name: "an unknown operation", node: { name: "x", op: "Einsum", input: ["in"] }, message: /Einsum "x".*operation/ },
  {
    name: "a padding mode it does not know",
    node: { name: "x", op: "Conv2D", input: ["in", "k"], attr: { ...window(1), padding: base64("SAME") } },
    message: /Conv2D "x".*padding SAME/,
  },
])("$name is refused by name", ({ node, message }) => {
  const constants = { k: { shape: [1, 1, 1, 1], values: [1] } };
  expect(() => convert([node], constants, [{ node: "x", name: "out" }])).toThrow(message);
});

test.each([
  { name: "short", bytes: 3 },
  { name: "long", bytes: 5 },
])("weights that are too $name are refused", ({ bytes }) => {
  const weights = [{ name: "w", shape: [1], dtype: "float32" }];
  const json = JSON.stringify({ modelTopology: { node: [] }, weightsManifest: [{ weights }] });
  expect(() => parseTfjs(json, new Uint8Array(bytes))).toThrow(RangeError);
});
