import { CHANNELS_FIRST, isSameAxes, permute, storedPermutation, toStored, type View } from "./layout.ts";
import type { OnnxAttribute, OnnxInitializer, OnnxNode } from "./onnx-writer.ts";
import type { Constant } from "./tfjs-graph.ts";

export const ints = (...value: number[]): OnnxAttribute => ({ type: "ints", value });
export const int = (value: number): OnnxAttribute => ({ type: "int", value });
export const float = (value: number): OnnxAttribute => ({ type: "float", value });
export const string = (value: string): OnnxAttribute => ({ type: "string", value });

/** Collects ONNX nodes and initializers; names are numbered in order, so the same calls give the same graph. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxInitializer[] = [];
  readonly #transposed = new Map<string, string>();

  /** Adds a node and returns the names of its outputs. */
  add(op: string, inputs: string[], attributes: Record<string, OnnxAttribute> = {}, outputCount = 1): string[] {
    const id = `t${this.nodes.length}`;
    const outputs = Array.from({ length: outputCount }, (_, i) => (outputCount > 1 ? `${id}_${i}` : id));
    this.nodes.push({ op, inputs, outputs, attributes });
    return outputs;
  }

  /** Adds a node with one output and returns that output's name. */
  addOne(op: string, inputs: string[], attributes: Record<string, OnnxAttribute> = {}): string {
    const [output = ""] = this.add(op, inputs, attributes);
    return output;
  }

  floats(data: Float32Array, dims: readonly number[]): string {
    return this.#initializer(dims, data);
  }

  int64s(values: readonly number[]): string {
    return this.#initializer([values.length], BigInt64Array.from(values, BigInt));
  }

  /** Name of a tensor that stores the view with the wanted axes; adds a Transpose only when it is not stored so already. */
  stored(view: View, axes: readonly number[]): string {
    if (isSameAxes(view.axes, axes)) return view.name;
    const perm = storedPermutation(view.axes, axes);
    const key = `${view.name}:${perm}`;
    const known = this.#transposed.get(key) ?? this.addOne("Transpose", [view.name], { perm: ints(...perm) });
    this.#transposed.set(key, known);
    return known;
  }

  channelsFirst(view: View): string {
    return this.stored(view, CHANNELS_FIRST);
  }

  /** An initializer that broadcasts against a view with `axes` as the constant does against the TensorFlow tensor. */
  broadcast(constant: Constant, axes: readonly number[]): string {
    const padded = [...Array.from({ length: axes.length - constant.dims.length }, () => 1), ...constant.dims];
    const { data, dims } = permute(constant.data, padded, toStored([...axes.keys()], axes));
    return this.floats(data, dims);
  }

  #initializer(dims: readonly number[], data: Float32Array | BigInt64Array): string {
    const name = `w${this.initializers.length}`;
    this.initializers.push({ name, dims, data });
    return name;
  }
}
