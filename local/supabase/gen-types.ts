import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { generateSupabaseKeys } from "./keys.ts";
import { applyMigrations } from "./migrations.ts";
import { openPglite } from "./pglite-database.ts";
import { ensureRoles } from "./roles.ts";
import { serveWire } from "./wire.ts";

const OUTPUT = fileURLToPath(new URL("../../lib/db/types.ts", import.meta.url));
const BIOME = fileURLToPath(new URL("../../node_modules/@biomejs/biome/bin/biome", import.meta.url));
/** Fetched when asked for: with what it brings it is larger than everything else together. */
const SUPABASE_CLI = "supabase@3.1.0";

/** Migrations → an embedded database in memory → the Supabase CLI, over the wire protocol → `lib/db/types.ts`. */
async function generateTypes(): Promise<string> {
  const keys = generateSupabaseKeys();
  const config = readConfig({
    ...process.env,
    SUPABASE_PUBLISHABLE_KEY: keys.publishableKey,
    SUPABASE_SECRET_KEY: keys.secretKey,
    SUPABASE_JWT_SECRET: keys.jwtSecret,
  });
  const db = await openPglite(null);
  const app = await createApp(config, db);
  await app.ensureSystemSchema();
  await ensureRoles(db);
  await applyMigrations(db, config.migrationsDir);
  if (!db.embedded) throw new Error("The database in memory is not embedded.");
  const wire = await serveWire(db.embedded, 0);
  const remote = `postgres://postgres:postgres@127.0.0.1:${wire.port}/postgres?sslmode=disable`;
  // The CLI leaves a folder `supabase/.temp` where it runs.
  const scratch = await mkdtemp(join(tmpdir(), "modomo-types-"));
  try {
    const args = ["--yes", SUPABASE_CLI, "gen", "types", `--remote=${remote}`, "--schema", "public"];
    const types = await run("npx", args, { cwd: scratch });
    // Named otherwise than the real file, which the formatter's configuration leaves out.
    return await run(process.execPath, [BIOME, "format", "--stdin-file-path=generated-types.ts"], { input: types });
  } finally {
    await rm(scratch, { recursive: true, force: true });
    await wire.close();
    await db.close();
  }
}

function run(command: string, args: string[], options: { cwd?: string; input?: string }): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, PGSSLMODE: "disable" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString("utf8"));
      else reject(new Error(`${command} ${args[0]} ended with code ${code}; nothing was written.`));
    });
  });
}

await writeFile(OUTPUT, await generateTypes());
process.stdout.write(`wrote ${OUTPUT}\n`);
process.exit(0);
