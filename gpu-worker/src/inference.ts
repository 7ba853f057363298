import { InferenceSession, Tensor } from "onnxruntime-node";

/** One ONNX model on the CPU. All models here have one float input, [batch, 3, height, width]. */
export class OnnxModel {
  readonly #session: InferenceSession;
  readonly #inputName: string;

  private constructor(session: InferenceSession, inputName: string) {
    this.#session = session;
    this.#inputName = inputName;
  }

  /** @throws {Error} the file is missing or not an ONNX model with exactly one input. */
  static async load(path: string, threads: number): Promise<OnnxModel> {
    const session = await InferenceSession.create(path, {
      executionProviders: ["cpu"],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // The arena keeps the largest batch ever seen; without it memory stays flat.
      enableCpuMemArena: false,
      // Threads that spin between operations cost a third more CPU, and slow every neighbour on a busy machine.
      extra: { session: { intra_op: { allow_spinning: "0" } } },
    });
    const [inputName, ...others] = session.inputNames;
    if (!inputName || others.length > 0) throw new Error(`${path} has ${session.inputNames.length} inputs, not one`);
    return new OnnxModel(session, inputName);
  }

  /** Runs a batch; each output by name, row-major, with the batch first. */
  async run(batch: Float32Array, dims: readonly [number, number, number, number]): Promise<Map<string, Float32Array>> {
    const outputs = await this.#session.run({ [this.#inputName]: new Tensor("float32", batch, dims) });
    return new Map(
      Object.entries(outputs).map(([name, { data }]) => {
        if (!(data instanceof Float32Array)) throw new TypeError(`output "${name}" is not float`);
        return [name, data];
      }),
    );
  }

  async release(): Promise<void> {
    await this.#session.release();
  }
}
