import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { createModomoClient, type ModomoClient } from "./client.ts";

const ROOT = join(import.meta.dirname, "..");

export interface GlobalOptions {
  url?: string;
  key?: string;
  json?: boolean;
}

/** A mistake in how the command was called: the message is for the person at the keyboard, and the exit code is 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** The client a command uses: address and key of the options, else the environment, else the stack of this folder. */
export function clientOf(command: Command): ModomoClient {
  const { url, key } = command.optsWithGlobals<GlobalOptions>();
  const baseUrl = url ?? process.env.MODOMO_URL ?? `http://127.0.0.1:${process.env.MODOMO_PORT ?? 3000}`;
  if (!URL.canParse(baseUrl)) throw new UsageError(`${baseUrl} is not an address; try --url http://127.0.0.1:3000`);
  return createModomoClient({ baseUrl, apiKey: key ?? process.env.MODOMO_API_KEY ?? localKey() });
}

/** The key `npm start` made for this folder's data. */
function localKey(): string {
  const path = resolve(ROOT, process.env.MODOMO_DATA_DIR ?? ".modomo/data", "secrets.json");
  const secrets: unknown = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  if (typeof secrets === "object" && secrets && "apiKey" in secrets) return String(secrets.apiKey);
  throw new UsageError("No API key: give --key or set MODOMO_API_KEY. Keys are made in the dashboard under Settings.");
}
