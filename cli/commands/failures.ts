import type { Command } from "commander";
import { dataOf } from "../client.ts";
import { clientOf, UsageError } from "../context.ts";
import { more, print, table } from "../output.ts";

/** `modomo failures …` */
export function addFailureCommands(program: Command): void {
  const failures = program.command("failures").description("what failed, by cause; replay or discard it");
  failures
    .command("list", { isDefault: true })
    .description("open causes, the latest first")
    .option("--limit <number>", "at most 100", Number, 20)
    .option("--cursor <cursor>", "from the page before")
    .action(async (query, command: Command) => {
      const page = await dataOf(clientOf(command).GET("/api/dead-letters", { params: { query } }));
      print(command, page, ({ items, next_cursor }) => {
        const rows = items.map((group) => [
          group.fingerprint,
          group.class,
          group.open_items,
          group.open_runs,
          group.message,
        ]);
        return table(["cause", "class", "items", "runs", "message"], rows) + more(next_cursor);
      });
    });
  failures
    .command("replay <cause>")
    .description("run again what failed of one cause and is not done")
    .option("--patch <json>", 'merge patch, e.g. {"payload":{"url":"https://…"}}')
    .option("--include-poison", "also items that failed too often", false)
    .option("--dry-run", "say what would run, and run nothing", false)
    .action(async (fingerprint: string, options, command: Command) => {
      const { patch, includePoison, dryRun } = options as { patch?: string; includePoison: boolean; dryRun: boolean };
      const body = {
        fingerprint,
        include_poison: includePoison,
        dry_run: dryRun,
        ...(patch && { patch: parse(patch) }),
      };
      const result = await dataOf(clientOf(command).POST("/api/dead-letters/replay", { body }));
      print(command, result, ({ items, runs, dry_run, has_more }) => {
        const what = `${items} items and ${runs} runs${has_more ? "; call again for the rest" : ""}`;
        return `${dry_run ? "would run again" : "runs again"}: ${what}`;
      });
    });
  failures
    .command("discard <cause>")
    .description("close one cause without running it again")
    .requiredOption("--reason <text>", "why")
    .action(async (fingerprint: string, { reason }, command: Command) => {
      const result = await dataOf(
        clientOf(command).POST("/api/dead-letters/discard", { body: { fingerprint, reason } }),
      );
      print(
        command,
        result,
        ({ discarded, has_more }) => `discarded ${discarded}${has_more ? "; call again for the rest" : ""}`,
      );
    });
}

function parse(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError("--patch is not valid JSON");
  }
}
