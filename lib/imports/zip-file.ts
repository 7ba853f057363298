import { Readable } from "node:stream";
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from "yauzl";
import { InvalidInputError } from "@/lib/errors";
import type { ByteSource } from "./byte-source";

const ENTRIES_MAX = 200_000;
/** Deflate cannot do better than about 1030 to 1; pictures hardly compress at all. */
const RATIO_MAX = 200;
const UNPACKED_MAX_BYTES = 64 * 1024 * 1024 * 1024;
const READ_AHEAD_BYTES = 256 * 1024;

export interface ZipEntry {
  /** With `/` between folders; never leads out of the archive. */
  name: string;
  size: number;
  /** Why it cannot be used, in words for people; null when it can. */
  refused: { code: string; message: string } | null;
}

export interface Zip {
  /** Files, in the order of the archive's own list. */
  entries: ZipEntry[];
  /** @throws {InvalidInputError} larger than `maxBytes`, damaged, or no such entry. */
  read(name: string, maxBytes: number): Promise<Buffer>;
}

/**
 * Reads the list of a zip. What is wrong with one entry is said of that entry; an archive that is built to do harm is
 * refused whole.
 * @throws {InvalidInputError} no zip, damaged, a bomb, or too many entries.
 */
export async function openZip(file: ByteSource): Promise<Zip> {
  const zip = await open(file);
  if (zip.entryCount > ENTRIES_MAX) throw wrong(`it has more than ${ENTRIES_MAX} entries`);
  const byName = new Map<string, Entry>();
  const entries: ZipEntry[] = [];
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith("/")) continue;
      if (entry.uncompressedSize > RATIO_MAX * Math.max(entry.compressedSize, 1024)) {
        throw wrong(`"${shown(entry)}" unpacks to more than ${RATIO_MAX} times its size, as zip bombs do`);
      }
      unpacked += entry.uncompressedSize;
      if (unpacked > UNPACKED_MAX_BYTES) throw wrong("it unpacks to more than 64 GiB");
      if (byName.has(entry.fileName)) throw wrong(`it has "${shown(entry)}" twice`);
      byName.set(entry.fileName, entry);
      entries.push({ name: entry.fileName, size: entry.uncompressedSize, refused: refusalOf(entry) });
    }
  } catch (error) {
    throw toWrong(error);
  }
  return {
    entries,
    read: async (name, maxBytes) => {
      const entry = byName.get(name);
      if (!entry) throw wrong(`it has no "${name.slice(0, 100)}"`);
      if (entry.uncompressedSize > maxBytes) throw wrong(`"${shown(entry)}" is larger than ${maxBytes / 2 ** 20} MiB`);
      return readEntry(zip, entry, maxBytes);
    },
  };
}

async function readEntry(zip: ZipFile, entry: Entry, maxBytes: number): Promise<Buffer> {
  try {
    const stream = await zip.openReadStreamPromise(entry);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw wrong(`"${shown(entry)}" is larger than it says`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw toWrong(error);
  }
}

function refusalOf(entry: Entry): ZipEntry["refused"] {
  if (entry.isEncrypted())
    return { code: "zip_encrypted", message: "The entry is encrypted. Pack the files without a password." };
  if (!entry.canDecodeFileData())
    return {
      code: "zip_method",
      message: "The entry is packed in a way other than deflate. Pack it as an ordinary zip.",
    };
  if (/\.(zip|7z|rar|tar|t?gz|bz2|xz)$/i.test(entry.fileName))
    return { code: "zip_nested", message: "An archive within the archive is not opened. Upload it by itself." };
  return null;
}

function open(file: ByteSource): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
      decodeStrings: true,
      strictFileNames: false,
    };
    fromRandomAccessReader(new SourceReader(file), file.byteLength, options, (error, zip) =>
      error ? reject(toWrong(error)) : resolve(zip),
    );
  });
}

/** yauzl's view of a file that is read in parts. */
class SourceReader extends RandomAccessReader {
  readonly #file: ByteSource;

  constructor(file: ByteSource) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(inPieces(this.#file, start, end));
  }
}

async function* inPieces(file: ByteSource, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end; at += READ_AHEAD_BYTES) {
    yield Buffer.from(await file.slice(at, Math.min(end, at + READ_AHEAD_BYTES)));
  }
}

const shown = ({ fileName }: Entry): string => fileName.slice(0, 100);

const wrong = (message: string): InvalidInputError =>
  new InvalidInputError(`The zip file cannot be used: ${message}.`, [{ field: "body", message }]);

/** yauzl refuses names that lead out of the archive, sizes that are not true, and what is no zip, each in words. */
function toWrong(error: unknown): Error {
  if (error instanceof InvalidInputError || (error instanceof Error && "code" in error && error.code === "upstream"))
    return error;
  return wrong(error instanceof Error ? error.message.replace(/\.$/, "").slice(0, 200) : "it is damaged");
}
