import { float, type GraphBuilder, int, ints, string } from "./graph-builder.ts";
import { asStored, at, CHANNELS_FIRST, permute, toStored, transposeView, type View } from "./layout.ts";
import type { Constant, TfjsNode } from "./tfjs-graph.ts";

export type Value = View | Constant;

/** What a lowering sees of the graph around its node. */
interface LowerContext {
  readonly builder: GraphBuilder;
  readonly node: TfjsNode;
  readonly inputs: readonly Value[];
}

/** Turns one TensorFlow node into ONNX nodes; returns the node's outputs. */
type Lowering = (context: LowerContext) => Value[];

/** The TensorFlow operations this converter knows. */
export const LOWERINGS: Readonly<Record<string, Lowering>> = {
  Identity: ({ inputs }) => [at(inputs, 0)],
  Transpose: (context) => [transposeView(view(context, 0), [...constant(context, 1).data])],
  LeakyRelu: (context) => [unary(context, "LeakyRelu", { alpha: float(context.node.attr.alpha?.f ?? 0.2) })],
  Relu: (context) => [unary(context, "Relu")],
  Sigmoid: (context) => [unary(context, "Sigmoid")],
  Add: (context) => [add(context)],
  AddV2: (context) => [add(context)],
  Pad: (context) => [pad(context, 0)],
  PadV2: (context) => [pad(context, constant(context, 2).data[0] ?? 0)],
  Conv2D: (context) => [conv2d(context)],
  MaxPool: (context) => [maxPool(context)],
  ResizeBilinear: (context) => [resizeBilinear(context)],
  ConcatV2: (context) => [concat(context)],
  SplitV: split,
  Reshape: (context) => [reshape(context)],
  SparseToDense: (context) => [sparseToDense(context)],
};

function unary(context: LowerContext, op: string, attributes: Parameters<GraphBuilder["add"]>[2] = {}): View {
  const input = view(context, 0);
  return { ...input, name: context.builder.addOne(op, [input.name], attributes) };
}

function add(context: LowerContext): Value {
  const [a, b] = [at(context.inputs, 0), at(context.inputs, 1)];
  if (a.kind === "constant" && b.kind === "constant") return addConstants(a, b);
  const [first, second] = a.kind === "view" ? [a, b] : [b as View, a];
  const other =
    second.kind === "view" ? context.builder.stored(second, first.axes) : context.builder.broadcast(second, first.axes);
  return { ...first, name: context.builder.addOne("Add", [first.name, other]) };
}

function addConstants(a: Constant, b: Constant): Constant {
  if (a.data.length !== b.data.length) throw new RangeError("constants of different sizes are added");
  return { ...a, data: Float32Array.from(a.data, (value, i) => value + at([...b.data], i)) };
}

function pad(context: LowerContext, value: number): View {
  const input = view(context, 0);
  const amounts = [...constant(context, 1).data];
  const before = input.dims.map((_, axis) => at(amounts, 2 * axis));
  const after = input.dims.map((_, axis) => at(amounts, 2 * axis + 1));
  const pads = context.builder.int64s([...toStored(before, input.axes), ...toStored(after, input.axes)]);
  const name = context.builder.addOne("Pad", [input.name, pads, context.builder.floats(Float32Array.of(value), [])]);
  return { ...input, name, dims: input.dims.map((size, axis) => size + at(before, axis) + at(after, axis)) };
}

function conv2d(context: LowerContext): View {
  const { builder } = context;
  const input = view(context, 0);
  const kernel = constant(context, 1);
  const weights = permute(kernel.data, kernel.dims, [3, 2, 0, 1]); // HWIO to OIHW
  const [height, width] = [at(kernel.dims, 0), at(kernel.dims, 1)];
  const window = validWindow(context, [height, width], "strides");
  const dilations = context.node.attr.dilations?.list?.i ?? [];
  if (dilations.some((dilation) => dilation !== 1)) throw unsupported(context.node, "dilation");
  const name = builder.addOne(
    "Conv",
    [builder.channelsFirst(input), builder.floats(weights.data, weights.dims)],
    window.attributes,
  );
  return { kind: "view", name, axes: CHANNELS_FIRST, dims: [...window.dims(input), at(kernel.dims, 3)] };
}

function maxPool(context: LowerContext): View {
  const input = view(context, 0);
  const size = context.node.attr.ksize?.list?.i ?? [];
  const window = validWindow(context, [at(size, 1), at(size, 2)], "strides");
  const name = context.builder.addOne("MaxPool", [context.builder.channelsFirst(input)], window.attributes);
  return { kind: "view", name, axes: CHANNELS_FIRST, dims: [...window.dims(input), at(input.dims, 3)] };
}

/** Attributes and output size of a window that slides over H and W without padding of its own. */
function validWindow({ node }: LowerContext, kernel: [number, number], stridesKey: string) {
  const padding = Buffer.from(node.attr.padding?.s ?? "", "base64").toString();
  if (padding !== "VALID") throw unsupported(node, `padding ${padding}`);
  const strides = node.attr[stridesKey]?.list?.i ?? [];
  const stride: [number, number] = [at(strides, 1), at(strides, 2)];
  const steps = (size: number, side: 0 | 1) => Math.floor((size - kernel[side]) / stride[side]) + 1;
  return {
    attributes: { kernel_shape: ints(...kernel), strides: ints(...stride), pads: ints(0, 0, 0, 0) },
    dims: (input: View) => [at(input.dims, 0), steps(at(input.dims, 1), 0), steps(at(input.dims, 2), 1)],
  };
}

/** Written with scales, not sizes, so that the graph takes any input size. */
function resizeBilinear(context: LowerContext): View {
  const { builder, node } = context;
  const input = view(context, 0);
  if (node.attr.align_corners?.b || !node.attr.half_pixel_centers?.b) throw unsupported(node, "pixel alignment");
  const [height, width] = constant(context, 1).data;
  const dims = [at(input.dims, 0), height ?? 0, width ?? 0, at(input.dims, 3)];
  const scales = toStored(
    dims.map((size, axis) => size / at(input.dims, axis)),
    CHANNELS_FIRST,
  );
  const name = builder.addOne(
    "Resize",
    [builder.channelsFirst(input), "", builder.floats(Float32Array.from(scales), [4])],
    {
      mode: string("linear"),
      coordinate_transformation_mode: string("half_pixel"),
    },
  );
  return { kind: "view", name, axes: CHANNELS_FIRST, dims };
}

function concat(context: LowerContext): View {
  const parts = context.inputs.slice(0, -1).map((_, i) => view(context, i));
  const first = at(parts, 0);
  const axis = nonNegative(constant(context, parts.length).data[0] ?? 0, first.dims.length);
  const names = parts.map((part) => context.builder.stored(part, first.axes));
  const size = parts.reduce((sum, part) => sum + at(part.dims, axis), 0);
  const name = context.builder.addOne("Concat", names, { axis: int(at(first.axes, axis)) });
  return { ...first, name, dims: first.dims.with(axis, size) };
}

function split(context: LowerContext): Value[] {
  const input = view(context, 0);
  const sizes = [...constant(context, 1).data];
  const axis = nonNegative(constant(context, 2).data[0] ?? 0, input.dims.length);
  const inputs = [input.name, context.builder.int64s(sizes)];
  const names = context.builder.add("Split", inputs, { axis: int(at(input.axes, axis)) }, sizes.length);
  return names.map((name, i) => ({ ...input, name, dims: input.dims.with(axis, at(sizes, i)) }));
}

/** A leading size equal to the input's batch size becomes ONNX's 0, "as it comes in". */
function reshape(context: LowerContext): View {
  const input = view(context, 0);
  const target = [...constant(context, 1).data];
  const known = target.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  const total = input.dims.reduce((product, size) => product * size, 1);
  const dims = target.map((size) => (size === -1 ? total / known : size));
  const shape = target[0] === input.dims[0] ? target.with(0, 0) : target;
  const { builder } = context;
  const name = builder.addOne("Reshape", [builder.stored(input, asStored(input.dims.length)), builder.int64s(shape)]);
  return { kind: "view", name, axes: asStored(dims.length), dims };
}

/** Exporters leave shape arithmetic behind as sparse tensors of constants; only a one-dimensional result is known. */
function sparseToDense(context: LowerContext): Constant {
  const [indices, shape] = [constant(context, 0), constant(context, 1)];
  const [values, fallback] = [constant(context, 2), constant(context, 3)];
  const [length] = shape.data;
  if (shape.data.length !== 1 || length === undefined) throw unsupported(context.node, "rank");
  const data = new Float32Array(length).fill(fallback.data[0] ?? 0);
  indices.data.forEach((index, i) => {
    data[index] = values.data[i] ?? 0;
  });
  return { kind: "constant", dims: [length], data };
}

function view({ inputs, node }: LowerContext, index: number): View {
  const value = at(inputs, index);
  if (value.kind !== "view") throw unsupported(node, `constant as input ${index}`);
  return value;
}

function constant({ inputs, node }: LowerContext, index: number): Constant {
  const value = at(inputs, index);
  if (value.kind !== "constant") throw unsupported(node, `computed input ${index}`);
  return value;
}

const nonNegative = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

export function unsupported(node: TfjsNode, what: string): Error {
  return new Error(`cannot convert ${node.op} "${node.name}": unsupported ${what}`);
}
