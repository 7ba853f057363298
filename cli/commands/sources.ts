import type { Command } from "commander";
import { dataOf } from "../client.ts";
import { clientOf } from "../context.ts";
import { print, table } from "../output.ts";

/** `modomo sources` */
export function addSourceCommand(program: Command): void {
  program
    .command("sources")
    .description("where collection can start, and why some cannot")
    .action(async (_options, command: Command) => {
      const answer = await dataOf(clientOf(command).GET("/api/sources"));
      print(command, answer, ({ items }) => {
        const rows = items.map((each) => [each.id, each.name, each.enabled ? "on" : "off", each.reason]);
        return table(["id", "name", "state", "reason"], rows);
      });
    });
}
