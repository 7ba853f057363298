import type { Command } from "commander";
import { dataOf } from "../client.ts";
import { clientOf } from "../context.ts";
import { more, print, table } from "../output.ts";

/** `modomo schedules …` */
export function addScheduleCommands(program: Command): void {
  const schedules = program.command("schedules").description("what starts by the clock");
  schedules
    .command("list", { isDefault: true })
    .description("with the next run of each")
    .option("--limit <number>", "at most 100", Number, 50)
    .option("--cursor <cursor>", "from the page before")
    .action(async (query, command: Command) => {
      const page = await dataOf(clientOf(command).GET("/api/schedules", { params: { query } }));
      print(command, page, ({ items, next_cursor }) => {
        const rows = items.map((each) => {
          const next = each.enabled ? each.next_run_at : "paused";
          return [each.id, each.name, each.kind, `${each.cron} ${each.timezone}`, next];
        });
        return table(["id", "name", "kind", "cron", "next run"], rows) + more(next_cursor);
      });
    });
  schedules
    .command("run <id>")
    .description("run it now, besides its times")
    .action(async (id: string, _options, command: Command) => {
      const run = await dataOf(clientOf(command).POST("/api/schedules/{id}/run", { params: { path: { id } } }));
      print(command, run, ({ status, job }) => `${status}${job ? `: job ${job.id}` : ""}`);
    });
  for (const [verb, enabled, description] of [
    ["pause", false, "start nothing more by it"],
    ["resume", true, "start by it again"],
  ] as const)
    schedules
      .command(`${verb} <id>`)
      .description(description)
      .action(async (id: string, _options, command: Command) => {
        const call = clientOf(command).PATCH("/api/schedules/{id}", { params: { path: { id } }, body: { enabled } });
        print(command, await dataOf(call), (each) => `${each.name} is ${each.enabled ? "on" : "paused"}`);
      });
}
