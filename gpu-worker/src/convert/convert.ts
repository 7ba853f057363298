import { foldPadsAndBiases } from "./fold.ts";
import { GraphBuilder, int } from "./graph-builder.ts";
import { asStored, at } from "./layout.ts";
import { LOWERINGS, unsupported, type Value } from "./lower.ts";
import { encodeOnnx, type OnnxPort } from "./onnx-writer.ts";
import type { TfjsGraph, TfjsNode } from "./tfjs-graph.ts";

export interface ConvertedOutput {
  /** Name of the TensorFlow node; any node of the graph may be an output. */
  readonly node: string;
  /** Name it gets in the ONNX model. */
  readonly name: string;
  /** `mean` averages a [N, C, H, W] output over H and W and gives [N, C]. */
  readonly pool?: "mean" | undefined;
}

interface ConvertOptions {
  readonly name: string;
  readonly inputName: string;
  readonly outputs: readonly ConvertedOutput[];
}

/**
 * Converts a TensorFlow.js graph whose input is [1, C, H, W] to ONNX with free batch, height and width.
 * Height and width must stay multiples of the network's largest stride. Only what the outputs need is converted.
 * @throws {Error} an operation, or a variant of one, is not known to the converter.
 */
export function convertToOnnx(graph: TfjsGraph, options: ConvertOptions): Uint8Array {
  const builder = new GraphBuilder();
  const values = new Map<string, Value>();
  const inputs: OnnxPort[] = [];
  for (const node of neededInOrder(graph, options.outputs)) {
    const known = graph.constants.get(node.name);
    if (known) values.set(node.name, known);
    else if (node.op === "Placeholder") {
      const dims = node.attr.shape?.shape?.dim?.map(({ size }) => size) ?? [];
      inputs.push({ name: options.inputName, dims: ["batch", at(dims, 1), "height", "width"] });
      values.set(node.name, { kind: "view", name: options.inputName, axes: asStored(dims.length), dims });
    } else lowerNode(builder, node, values);
  }
  const outputs = options.outputs.map((output) => addOutput(builder, output, values));
  return encodeOnnx({ name: options.name, ...foldPadsAndBiases(builder), inputs, outputs });
}

function lowerNode(builder: GraphBuilder, node: TfjsNode, values: Map<string, Value>): void {
  const lowering = LOWERINGS[node.op];
  if (!lowering) throw unsupported(node, "operation");
  const inputs = dataInputs(node).map((reference) => lookUp(values, reference));
  lowering({ builder, node, inputs }).forEach((output, i) => {
    values.set(i === 0 ? node.name : `${node.name}:${i}`, output);
  });
}

function addOutput(builder: GraphBuilder, output: ConvertedOutput, values: ReadonlyMap<string, Value>): OnnxPort {
  const value = lookUp(values, output.node);
  if (value.kind !== "view") throw new Error(`output "${output.node}" is a constant`);
  let name = builder.stored(value, asStored(value.dims.length));
  let dims: OnnxPort["dims"] = value.dims.map((size, axis) => (axis === 0 ? "batch" : size));
  if (output.pool === "mean") {
    name = builder.addOne("Flatten", [builder.addOne("GlobalAveragePool", [name])], { axis: int(1) });
    dims = dims.slice(0, 2);
  } else {
    dims = dims.map((size, axis) =>
      axis > 0 && dependsOnInputSize(value.dims, axis) ? `${output.name}_${axis}` : size,
    );
  }
  builder.nodes.push({ op: "Identity", inputs: [name], outputs: [output.name], attributes: {} });
  return { name: output.name, dims };
}

/** [N, C, H, W]: H and W; [N, anchors, values]: the anchors. */
const dependsOnInputSize = (dims: readonly number[], axis: number): boolean =>
  dims.length === 4 ? axis >= 2 : axis === 1 && dims.length === 3;

/** The nodes that the outputs depend on, inputs before their readers. */
function neededInOrder(graph: TfjsGraph, outputs: readonly ConvertedOutput[]): TfjsNode[] {
  const ordered = new Map<string, TfjsNode>();
  const visit = (name: string): void => {
    if (ordered.has(name)) return;
    const node = graph.nodes.get(name);
    if (!node) throw new Error(`the graph has no node "${name}"`);
    for (const reference of dataInputs(node)) visit(nodeName(reference));
    ordered.set(name, node);
  };
  for (const output of outputs) visit(output.node);
  return [...ordered.values()];
}

/** Inputs that carry data; `^name` only orders execution. */
const dataInputs = (node: TfjsNode): string[] => node.input.filter((reference) => !reference.startsWith("^"));

const nodeName = (reference: string): string => reference.replace(/:\d+$/, "");

function lookUp(values: ReadonlyMap<string, Value>, reference: string): Value {
  const value = values.get(reference.replace(/:0$/, ""));
  if (!value) throw new Error(`"${reference}" is read before it is computed`);
  return value;
}
