/**
 * An ONNX tensor seen through a transpose that has not been made: axis `i` of the TensorFlow tensor is axis `axes[i]`
 * of the ONNX tensor. TensorFlow graphs that came from channels-first models wrap every convolution in transposes;
 * carried this way they cancel out, and only those that remain are written.
 */
export interface View {
  readonly kind: "view";
  readonly name: string;
  readonly axes: readonly number[];
  /** Sizes in TensorFlow's axis order, at the input size the graph was exported with. */
  readonly dims: readonly number[];
}

/** Axes of an NHWC tensor that is stored as NCHW. */
export const CHANNELS_FIRST: readonly number[] = [0, 2, 3, 1];

/** Axes of a tensor that is stored as TensorFlow sees it. */
export const asStored = (rank: number): number[] => Array.from({ length: rank }, (_, axis) => axis);

export const isSameAxes = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((axis, i) => axis === b[i]);

/** The view that TensorFlow's `Transpose(view, order)` gives; nothing moves. */
export function transposeView(view: View, order: readonly number[]): View {
  return { ...view, axes: order.map((i) => at(view.axes, i)), dims: order.map((i) => at(view.dims, i)) };
}

/** Reorders one value an axis (sizes, pads) from TensorFlow's order to the stored order. */
export function toStored<T>(values: readonly T[], axes: readonly number[]): T[] {
  return invert(axes).map((logical) => at(values, logical));
}

/** The permutation that ONNX's Transpose needs to store a view with `from` axes as one with `to` axes. */
export function storedPermutation(from: readonly number[], to: readonly number[]): number[] {
  return invert(to).map((logical) => at(from, logical));
}

/** A row-major tensor with its axes reordered: axis `i` of the result is axis `order[i]` of the source. */
export function permute(
  data: Float32Array | Int32Array,
  dims: readonly number[],
  order: readonly number[],
): { data: Float32Array; dims: number[] } {
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((product, size) => product * size, 1));
  const outDims = order.map((axis) => at(dims, axis));
  const outStrides = order.map((axis) => at(strides, axis));
  const out = new Float32Array(data.length);
  const index = outDims.map(() => 0);
  let source = 0;
  for (let target = 0; target < out.length; target++) {
    out[target] = data[source] ?? Number.NaN;
    for (let axis = outDims.length - 1; axis >= 0; axis--) {
      const next = at(index, axis) + 1;
      source += at(outStrides, axis);
      if (next < at(outDims, axis)) {
        index[axis] = next;
        break;
      }
      source -= next * at(outStrides, axis);
      index[axis] = 0;
    }
  }
  return { data: out, dims: outDims };
}

/** `values[index]`, with an axis that does not exist reported instead of passed on as undefined. */
export function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no axis ${index} among ${values.length}`);
  return value;
}

function invert(axes: readonly number[]): number[] {
  return asStored(axes.length).map((stored) => axes.indexOf(stored));
}
