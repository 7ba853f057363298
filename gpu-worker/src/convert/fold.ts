import { ints } from "./graph-builder.ts";
import type { OnnxInitializer, OnnxNode } from "./onnx-writer.ts";

interface Foldable {
  readonly nodes: OnnxNode[];
  readonly initializers: OnnxInitializer[];
}

/** Below any activation, so a max-pool's own padding (minus infinity) means the same. */
const POOL_PAD_VALUE_MAX = -1e30;

/** Merges a Pad into the Conv or MaxPool that alone reads it, and a channel Add into the Conv before it. */
export function foldPadsAndBiases(graph: Foldable): Foldable {
  const initializers = new Map(graph.initializers.map((initializer) => [initializer.name, initializer]));
  const nodes = foldBiases(foldPads(graph.nodes, initializers), initializers);
  const used = new Set(nodes.flatMap((node) => node.inputs));
  return { nodes, initializers: [...initializers.values()].filter(({ name }) => used.has(name)) };
}

type Initializers = Map<string, OnnxInitializer>;

function foldPads(nodes: readonly OnnxNode[], initializers: Initializers): OnnxNode[] {
  const readers = countReaders(nodes);
  const pads = new Map(nodes.filter(({ op }) => op === "Pad").map((node) => [node.outputs[0], node]));
  const folded = new Set<OnnxNode>();
  const result = nodes.map((node) => {
    const pad = node.op === "Conv" || node.op === "MaxPool" ? pads.get(node.inputs[0] ?? "") : undefined;
    const windowPads = pad && readers.get(pad.outputs[0] ?? "") === 1 ? asWindowPads(pad, node.op, initializers) : null;
    if (!pad || !windowPads) return node;
    folded.add(pad);
    const inputs = [pad.inputs[0] ?? "", ...node.inputs.slice(1)];
    return { ...node, inputs, attributes: { ...node.attributes, pads: ints(...windowPads) } };
  });
  return result.filter((node) => !folded.has(node));
}

/** [top, left, bottom, right] when the Pad touches only H and W, with the value the window would use; else null. */
function asWindowPads(pad: OnnxNode, op: string, initializers: Initializers): number[] | null {
  const amounts = initializers.get(pad.inputs[1] ?? "")?.data;
  const value = Number(initializers.get(pad.inputs[2] ?? "")?.data[0]);
  if (amounts?.length !== 8 || !(op === "Conv" ? value === 0 : value < POOL_PAD_VALUE_MAX)) return null;
  const [n0, c0, top, left, n1, c1, bottom, right] = Array.from(amounts, Number);
  if (n0 || c0 || n1 || c1) return null;
  return [top ?? 0, left ?? 0, bottom ?? 0, right ?? 0];
}

function foldBiases(nodes: readonly OnnxNode[], initializers: Initializers): OnnxNode[] {
  const readers = countReaders(nodes);
  const convs = new Map(nodes.filter(isBiasless).map((node) => [node.outputs[0], node]));
  const folded = new Map<OnnxNode, OnnxNode | null>();
  for (const node of nodes) {
    const conv = node.op === "Add" ? convs.get(node.inputs[0] ?? "") : undefined;
    const bias = initializers.get(node.inputs[1] ?? "");
    if (!conv || !bias || readers.get(conv.outputs[0] ?? "") !== 1 || !isPerChannel(bias)) continue;
    initializers.set(bias.name, { ...bias, dims: [bias.data.length] });
    folded.set(conv, null);
    folded.set(node, { ...conv, inputs: [...conv.inputs, bias.name], outputs: node.outputs });
  }
  return nodes.map((node) => folded.get(node) ?? node).filter((node) => folded.get(node) !== null);
}

const isBiasless = (node: OnnxNode): boolean => node.op === "Conv" && node.inputs.length === 2;

/** True for [1, C, 1, 1]. */
const isPerChannel = ({ dims, data }: OnnxInitializer): boolean => dims.length === 4 && dims[1] === data.length;

function countReaders(nodes: readonly OnnxNode[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of nodes.flatMap((node) => node.inputs)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
