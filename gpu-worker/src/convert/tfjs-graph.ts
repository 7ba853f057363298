import { z } from "zod";

const attributeSchema = z.object({
  b: z.boolean().optional(),
  f: z.number().optional(),
  i: z.coerce.number().optional(),
  /** Strings are base64 in the TFJS format. */
  s: z.base64().optional(),
  list: z.object({ i: z.array(z.coerce.number()).optional() }).optional(),
  shape: z.object({ dim: z.array(z.object({ size: z.coerce.number() })).optional() }).optional(),
});

const nodeSchema = z.object({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), attributeSchema).default({}),
});

const weightSchema = z.object({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.enum(["float32", "int32"]),
  quantization: z.object({ dtype: z.literal("float16") }).optional(),
});

const modelSchema = z.object({
  modelTopology: z.object({ node: z.array(nodeSchema) }),
  weightsManifest: z.array(z.object({ weights: z.array(weightSchema) })),
});

export type TfjsNode = z.infer<typeof nodeSchema>;
type WeightSpec = z.infer<typeof weightSchema>;

/** A tensor whose values are known at conversion; row-major. */
export interface Constant {
  readonly kind: "constant";
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export interface TfjsGraph {
  readonly nodes: ReadonlyMap<string, TfjsNode>;
  readonly constants: ReadonlyMap<string, Constant>;
}

/**
 * Reads a TensorFlow.js graph model.
 * @param modelJson Text of `model.json`.
 * @param weights All weight shards, joined in the manifest's order; float16-quantised or plain 32-bit.
 * @throws {RangeError} the shards are shorter or longer than the manifest says.
 */
export function parseTfjs(modelJson: string, weights: Uint8Array): TfjsGraph {
  const model = modelSchema.parse(JSON.parse(modelJson));
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength);
  const constants = new Map<string, Constant>();
  let offset = 0;
  for (const spec of model.weightsManifest.flatMap((group) => group.weights)) {
    const count = spec.shape.reduce((product, size) => product * size, 1);
    const byteLength = count * (spec.quantization ? 2 : 4);
    if (offset + byteLength > weights.byteLength) throw new RangeError(`weights end inside ${spec.name}`);
    constants.set(spec.name, { kind: "constant", dims: spec.shape, data: readWeight(view, offset, count, spec) });
    offset += byteLength;
  }
  if (offset !== weights.byteLength)
    throw new RangeError(`${weights.byteLength - offset} bytes follow the last weight`);
  return { nodes: new Map(model.modelTopology.node.map((node) => [node.name, node])), constants };
}

function readWeight(view: DataView, offset: number, count: number, spec: WeightSpec): Float32Array | Int32Array {
  if (spec.dtype === "int32") return Int32Array.from({ length: count }, (_, i) => view.getInt32(offset + i * 4, true));
  return Float32Array.from({ length: count }, (_, i) =>
    spec.quantization ? halfToFloat(view.getUint16(offset + i * 2, true)) : view.getFloat32(offset + i * 4, true),
  );
}

/** IEEE 754 half precision bits to a number. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}
