import type { Command } from "commander";
import { dataOf } from "../client.ts";
import { clientOf } from "../context.ts";
import { print, table } from "../output.ts";

/** `modomo queues …` */
export function addQueueCommands(program: Command): void {
  const queues = program.command("queues").description("see, pause and purge queues");
  queues
    .command("list", { isDefault: true })
    .description("depths, rates and waits of the last hour")
    .action(async (_options, command: Command) => {
      const answer = await dataOf(clientOf(command).GET("/api/queues"));
      print(command, answer, ({ items }) => {
        const rows = items.map((queue) => [
          queue.name,
          queue.paused ? "paused" : "open",
          queue.limit,
          queue.running,
          queue.queued,
          seconds(queue.oldest_wait_s),
          seconds(queue.drain_s),
          milliseconds(queue.wait.p95_ms),
          milliseconds(queue.run.p95_ms),
        ]);
        return table(
          ["queue", "state", "limit", "running", "queued", "oldest", "drains in", "wait p95", "run p95"],
          rows,
        );
      });
    });
  for (const [verb, paused, description] of [
    ["pause", true, "start nothing more from a queue; what runs finishes"],
    ["resume", false, "start work from a queue again"],
  ] as const)
    queues
      .command(`${verb} <name>`)
      .description(description)
      .action(async (name: string, _options, command: Command) => {
        const call = clientOf(command).PATCH("/api/queues/{name}", { params: { path: { name } }, body: { paused } });
        print(command, await dataOf(call), (queue) => `${queue.name} is ${queue.paused ? "paused" : "open"}`);
      });
  queues
    .command("purge <name>")
    .description("cancel what waits in a queue; what runs finishes")
    .action(async (name: string, _options, command: Command) => {
      const call = clientOf(command).POST("/api/queues/{name}/purge", { params: { path: { name } } });
      print(command, await dataOf(call), ({ queue, chunks, items, jobs }) => {
        return `${queue}: cancelled ${chunks} chunks of ${items} items, and ${jobs} jobs that had not begun`;
      });
    });
}

const seconds = (value: number | null): string => (value === null ? "-" : `${Math.round(value)} s`);
const milliseconds = (value: number | null): string => (value === null ? "-" : `${Math.round(value)} ms`);
