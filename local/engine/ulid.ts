import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
let lastMs = 0;
let lastEntropy: Buffer = Buffer.alloc(10);
let pool: Buffer = Buffer.alloc(0);

/** A new ULID; those of one process sort in the order they were made, even when the clock steps back. */
export function ulid(nowMs: number): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    lastEntropy = takeRandom(10);
    lastEntropy[0] = (lastEntropy[0] ?? 0) & 0x7f; // room to count up
  } else increment(lastEntropy);
  return encodeUlid(lastMs, lastEntropy);
}

/** @param timeMs epoch milliseconds, 48 bits. @param entropy 10 bytes. */
export function encodeUlid(timeMs: number, entropy: Uint8Array): string {
  let text = "";
  let time = timeMs;
  for (let position = 0; position < 10; position += 1) {
    text = ALPHABET.charAt(time % 32) + text;
    time = Math.floor(time / 32);
  }
  let bits = 0;
  let bitCount = 0;
  for (const byte of entropy) {
    bits = (bits << 8) | byte;
    bitCount += 8;
    while (bitCount >= 5) {
      bitCount -= 5;
      text += ALPHABET.charAt((bits >> bitCount) & 31);
    }
    bits &= (1 << bitCount) - 1;
  }
  return text;
}

export const isUlid = (text: string): boolean => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);

/** Random bytes from a pool: one system call for hundreds of ids. */
function takeRandom(size: number): Buffer {
  if (pool.length < size) pool = randomBytes(4_000);
  const bytes = pool.subarray(0, size);
  pool = pool.subarray(size);
  return bytes;
}

function increment(bytes: Uint8Array): void {
  for (let index = bytes.length - 1; index >= 0; index -= 1) {
    bytes[index] = ((bytes[index] ?? 0) + 1) & 0xff;
    if (bytes[index] !== 0) return;
  }
}
