import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { styleText } from "node:util";

/** Where people read: stdout normally, stderr when stdout is kept for a result. */
export type Output = NodeJS.WriteStream | NodeJS.WritableStream;

const COLOURS = ["cyan", "magenta", "yellow", "green", "blue"] as const;
export type Colour = (typeof COLOURS)[number] | "red" | "gray" | "bold";
const NAME_WIDTH = "gpu-worker".length;
const KEEP_BYTES = 5 * 1024 * 1024;

export interface Logs {
  /** A line of the supervisor itself. */
  say(message: string): void;
  warn(message: string): void;
  /** Follows a child's streams until they end. */
  follow(name: string, streams: readonly NodeJS.ReadableStream[]): void;
  pathOf(name: string): string;
  close(): void;
}

/**
 * Each child's output goes to `<dir>/<name>.log` as it comes, and to `output` with the child's name before it: all of it
 * when verbose, else warnings and errors only.
 */
export function openLogs({ dir, output, isVerbose }: { dir: string; output: Output; isVerbose: boolean }): Logs {
  mkdirSync(dir, { recursive: true, mode: 0o700 }); // made before the data folder it lies in
  const files = new Map<string, WriteStream>();
  const pathOf = (name: string) => join(dir, `${name}.log`);
  const print = (colour: Colour, name: string, text: string) =>
    output.write(`${paint(output, colour, `${name.padEnd(NAME_WIDTH)} |`)} ${text}\n`);

  return {
    say: (message) => print("bold", "modomo", message),
    warn: (message) => print("bold", "modomo", paint(output, "red", message)),
    follow: (name, streams) => {
      const file = files.get(name) ?? openLogFile(pathOf(name));
      files.set(name, file);
      const colour = COLOURS[[...files.keys()].indexOf(name) % COLOURS.length] ?? "cyan";
      for (const input of streams) {
        createInterface({ input }).on("line", (raw) => {
          file.write(`${raw}\n`);
          const line = readLine(raw);
          if (isVerbose || line.isProblem) print(line.isProblem ? "red" : colour, name, line.text);
        });
      }
    },
    pathOf,
    close: () => {
      for (const file of files.values()) file.end();
    },
  };
}

/** Colour only where the reader is a terminal that wants it (`NO_COLOR`, `FORCE_COLOR` are obeyed). */
export function paint(output: Output, colour: Colour, text: string): string {
  return styleText(colour, text, { stream: output as NodeJS.WriteStream });
}

/** Our processes write pino's JSON; others (Next, the Inngest server) write text, whose problems are told by their words. */
export function readLine(raw: string): { text: string; isProblem: boolean } {
  const entry = raw.startsWith("{") ? parseJson(raw) : null;
  if (entry === null || typeof entry.level !== "number") {
    return { text: raw, isProblem: /\b(error|fatal|warn(ing)?)\b|⨯|⚠/i.test(raw) };
  }
  const { level, time: _time, pid: _pid, hostname: _host, name: _name, msg, err, ...fields } = entry;
  const details = Object.entries(fields).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const cause = typeof err === "object" && err !== null && "message" in err ? [`(${String(err.message)})`] : [];
  return { text: [String(msg ?? ""), ...cause, ...details].join(" "), isProblem: Number(level) >= 40 };
}

function parseJson(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** Appends; a log that has grown large is set aside first, one generation. */
function openLogFile(path: string): WriteStream {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > KEEP_BYTES) renameSync(path, `${path}.old`);
  return createWriteStream(path, { flags: "a" });
}
