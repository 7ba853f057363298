import type { Command } from "commander";
import type { GlobalOptions } from "./context.ts";

type Cell = string | number | boolean | null | undefined;

/** Prints an answer as it is under `--json`, else as the lines that `toText` makes of it. */
export function print<Data>(command: Command, data: Data, toText: (data: Data) => string): void {
  const isJson = command.optsWithGlobals<GlobalOptions>().json === true;
  process.stdout.write(`${isJson ? JSON.stringify(data, null, 2) : toText(data)}\n`);
}

/** Columns padded to their widest cell; numbers to the right. */
export function table(heads: string[], rows: Cell[][]): string {
  if (rows.length === 0) return "none";
  const cells = [heads, ...rows].map((row) =>
    row.map((cell) => (cell === null || cell === undefined ? "-" : String(cell))),
  );
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumber = heads.map((_, column) => rows.every((row) => typeof row[column] === "number"));
  const line = (row: string[]) =>
    row
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return cells.map(line).join("\n");
}

/** Under a list: how to see what comes after it. */
export const more = (nextCursor: string | null): string => (nextCursor ? `\nmore: --cursor ${nextCursor}` : "");
