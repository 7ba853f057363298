import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

const BLOCK_BYTES = 512;

/**
 * Reads named files out of a gzipped tar as npm packs it (plain ustar entries under `package/`), one pass, holding only
 * the wanted files in memory.
 * @returns Contents by path without the leading `package/`; a wanted path the archive lacks is absent.
 */
export async function readFromTarball(path: string, wanted: ReadonlySet<string>): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const reader = new BlockReader(createReadStream(path).pipe(createGunzip()));
  for (;;) {
    const header = await reader.take(BLOCK_BYTES);
    if (header === null || header.every((byte) => byte === 0)) return found;
    const { name, size } = parseHeader(header);
    const padded = Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
    const inPackage = name.replace(/^package\//, "");
    if (!wanted.has(inPackage)) await reader.skip(padded);
    else {
      const content = await reader.take(padded);
      if (content === null) throw new Error(`${path} ends inside ${name}`);
      found.set(inPackage, content.subarray(0, size));
    }
  }
}

function parseHeader(header: Buffer): { name: string; size: number } {
  const text = (start: number, end: number) => header.toString("utf8", start, end).replace(/\0.*$/s, "");
  const prefix = text(257, 262) === "ustar" ? text(345, 500) : "";
  const name = text(0, 100);
  return { name: prefix ? `${prefix}/${name}` : name, size: Number.parseInt(text(124, 136).trim() || "0", 8) };
}

/** Takes exact byte counts from a stream of chunks. */
class BlockReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** Exactly `length` bytes, or null at the end of the stream. */
  async take(length: number): Promise<Buffer | null> {
    const parts = [this.#rest];
    let available = this.#rest.length;
    while (available < length) {
      const { value, done } = await this.#chunks.next();
      if (done) return null;
      parts.push(value);
      available += value.length;
    }
    const joined = Buffer.concat(parts);
    this.#rest = joined.subarray(length);
    return joined.subarray(0, length);
  }

  async skip(length: number): Promise<void> {
    let left = length - this.#rest.length;
    if (left < 0) {
      this.#rest = this.#rest.subarray(length);
      return;
    }
    this.#rest = Buffer.alloc(0);
    while (left > 0) {
      const { value, done } = await this.#chunks.next();
      if (done) return;
      if (value.length > left) this.#rest = value.subarray(left);
      left -= value.length;
    }
  }
}
