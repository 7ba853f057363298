import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Dispatcher } from "undici";
import { InvalidInputError } from "@/lib/errors";

const DECODERS = new Map([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
]);

/**
 * Reads an answer whole, counting decoded bytes as they come; `Content-Length` can only refuse early, never be believed.
 * @throws {InvalidInputError} more than `limit` bytes, or an encoding we did not ask for.
 */
export async function readBody(
  answer: Dispatcher.ResponseData,
  { limit, allowCompressed }: { limit: number; allowCompressed: boolean },
): Promise<Buffer> {
  const encoding = String(answer.headers["content-encoding"] ?? "identity").toLowerCase();
  const declared = Number(answer.headers["content-length"]);
  if (declared > limit) throw tooLarge(limit);

  let total = 0;
  const chunks: Buffer[] = [];
  for await (const chunk of decoded(answer.body, encoding, allowCompressed)) {
    total += chunk.length;
    if (total > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, total);
}

function decoded(body: Readable, encoding: string, allowCompressed: boolean): Readable {
  if (encoding === "identity" || encoding === "") return body;
  const create = allowCompressed ? DECODERS.get(encoding) : undefined;
  if (!create)
    throw new InvalidInputError(`The server sent the file compressed (${encoding}), which is not accepted here.`);
  // The reader of the decoder gets every error of the pipe, so its callback has nothing to add.
  return pipeline(body, create(), () => undefined);
}

const tooLarge = (limit: number) =>
  new InvalidInputError(`The file is larger than ${formatMib(limit)}, the limit for one download.`);

const formatMib = (bytes: number) => (bytes >= 1_048_576 ? `${Math.round(bytes / 1_048_576)} MiB` : `${bytes} bytes`);
