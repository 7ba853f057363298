import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { readFromTarball } from "../../../gpu-worker/src/models/tar.ts";

const folder = mkdtempSync(join(tmpdir(), "modomo-tar-"));
afterAll(() => rmSync(folder, { recursive: true }));

function entry(name: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${content.length.toString(8).padStart(11, "0")} `, 124);
  header.write("ustar", 257);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

function tarball(entries: Buffer[], end = Buffer.alloc(1024)): string {
  const path = join(folder, `${Math.random()}.tgz`);
  writeFileSync(path, gzipSync(Buffer.concat([...entries, end])));
  return path;
}

const large = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7) % 251));

test("reads the wanted files only, whatever their size, and skips the rest", async () => {
  const path = tarball([
    entry("package/skipped.bin", large),
    entry("package/a.json", Buffer.from("{}")),
    entry("package/empty", Buffer.alloc(0)),
    entry("package/models/big.bin", large),
    entry("package/exact.bin", Buffer.alloc(512, 7)),
  ]);
  const files = await readFromTarball(path, new Set(["a.json", "models/big.bin", "empty", "exact.bin", "absent"]));
  expect([...files.keys()]).toEqual(["a.json", "empty", "models/big.bin", "exact.bin"]);
  expect(files.get("a.json")?.toString()).toBe("{}");
  expect(files.get("models/big.bin")?.equals(large)).toBe(true);
  expect(files.get("exact.bin")?.equals(Buffer.alloc(512, 7))).toBe(true);
});

test("an archive that ends inside a wanted file is an error, not a short file", async () => {
  const cut = entry("package/big.bin", large).subarray(0, 100_000);
  await expect(readFromTarball(tarball([cut], Buffer.alloc(0)), new Set(["big.bin"]))).rejects.toThrow(/ends inside/);
});

test("a cut gzip stream is an error", async () => {
  const path = join(folder, "cut.tgz");
  writeFileSync(path, gzipSync(entry("package/big.bin", large)).subarray(0, 900));
  await expect(readFromTarball(path, new Set(["big.bin"]))).rejects.toThrow();
});
