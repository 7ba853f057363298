import type { HuggingFace } from "@/lib/clients/hugging-face";

/** A file that is read in parts; what hyparquet calls an AsyncBuffer. */
export interface ByteSource {
  byteLength: number;
  /** @param end exclusive; default the end of the file. */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/** A file of the hub, one ranged request a part. */
export const hubFile = (hub: Pick<HuggingFace, "range">, url: string, size: number): ByteSource => ({
  byteLength: size,
  slice: async (start, end = size) => toArrayBuffer(await hub.range(url, start, end)),
});

/** A copy of its own: what a reader may keep, and no more than that. */
export function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  if (isWhole && bytes.buffer instanceof ArrayBuffer) return bytes.buffer;
  return new Uint8Array(bytes).buffer;
}
