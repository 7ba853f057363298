/** Element types of ONNX `TensorProto` used here. */
const ELEMENT_TYPE = { float: 1, int64: 7 } as const;

export type OnnxAttribute =
  | { type: "float"; value: number }
  | { type: "int"; value: number }
  | { type: "string"; value: string }
  | { type: "ints"; value: readonly number[] };

export interface OnnxNode {
  op: string;
  inputs: string[];
  outputs: string[];
  attributes: Record<string, OnnxAttribute>;
}

export interface OnnxInitializer {
  name: string;
  dims: readonly number[];
  /** Float32Array is written as float, BigInt64Array as int64. */
  data: Float32Array | BigInt64Array;
}

/** A float tensor that enters or leaves the graph; a string is the name of a size known only at run time. */
export interface OnnxPort {
  name: string;
  dims: readonly (number | string)[];
}

export interface OnnxGraph {
  name: string;
  nodes: readonly OnnxNode[];
  initializers: readonly OnnxInitializer[];
  inputs: readonly OnnxPort[];
  outputs: readonly OnnxPort[];
}

const IR_VERSION = 8;
const OPSET_VERSION = 13;

/**
 * Serialises a graph as ONNX (IR 8, opset 13). The same graph always gives the same bytes.
 * Field numbers: onnx.proto of the ONNX project.
 */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  const body = join([
    ...graph.nodes.map((node, index) => message(1, encodeNode(node, index))),
    text(2, graph.name),
    ...graph.initializers.map((initializer) => message(5, encodeInitializer(initializer))),
    ...graph.inputs.map((port) => message(11, encodePort(port))),
    ...graph.outputs.map((port) => message(12, encodePort(port))),
  ]);
  const opset = join([text(1, ""), integer(2, OPSET_VERSION)]);
  return join([integer(1, IR_VERSION), text(2, "modomo"), message(7, body), message(8, opset)]);
}

function encodeNode(node: OnnxNode, index: number): Uint8Array {
  return join([
    ...node.inputs.map((name) => text(1, name)),
    ...node.outputs.map((name) => text(2, name)),
    text(3, `${node.op}_${index}`),
    text(4, node.op),
    ...Object.entries(node.attributes).map(([name, attribute]) => message(5, encodeAttribute(name, attribute))),
  ]);
}

function encodeAttribute(name: string, attribute: OnnxAttribute): Uint8Array {
  switch (attribute.type) {
    case "float":
      return join([text(1, name), float(2, attribute.value), integer(20, 1)]);
    case "int":
      return join([text(1, name), integer(3, attribute.value), integer(20, 2)]);
    case "string":
      return join([text(1, name), text(4, attribute.value), integer(20, 3)]);
    case "ints":
      return join([text(1, name), ...attribute.value.map((value) => integer(8, value)), integer(20, 7)]);
  }
}

function encodeInitializer({ name, dims, data }: OnnxInitializer): Uint8Array {
  const type = data instanceof Float32Array ? ELEMENT_TYPE.float : ELEMENT_TYPE.int64;
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return join([...dims.map((size) => integer(1, size)), integer(2, type), text(8, name), message(9, raw)]);
}

function encodePort({ name, dims }: OnnxPort): Uint8Array {
  const shape = join(dims.map((size) => message(1, typeof size === "number" ? integer(1, size) : text(2, size))));
  const tensorType = join([integer(1, ELEMENT_TYPE.float), message(2, shape)]);
  return join([text(1, name), message(2, message(1, tensorType))]);
}

const utf8 = new TextEncoder();
const WIRE = { varint: 0, bytes: 2, fixed32: 5 } as const;

const tag = (field: number, wire: number) => varint((field << 3) | wire);
const integer = (field: number, value: number) => join([tag(field, WIRE.varint), varint(value)]);
const text = (field: number, value: string) => message(field, utf8.encode(value));

function message(field: number, bytes: Uint8Array): Uint8Array {
  return join([tag(field, WIRE.bytes), varint(bytes.byteLength), bytes]);
}

function float(field: number, value: number): Uint8Array {
  return join([tag(field, WIRE.fixed32), new Uint8Array(new Float32Array([value]).buffer)]);
}

/** Base-128 varint; a negative number takes ten bytes, as protobuf's int64 does. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}
