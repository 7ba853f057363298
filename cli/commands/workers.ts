import type { Command } from "commander";
import { WORKER_ACTIONS } from "../../lib/contracts/analyze.ts";
import { dataOf } from "../client.ts";
import { clientOf } from "../context.ts";
import { print, table } from "../output.ts";

const DESCRIPTIONS: Record<(typeof WORKER_ACTIONS)[number], string> = {
  drain: "let a gpu-worker finish what it has and take nothing more",
  resume: "let a drained gpu-worker take work again",
  restart: "replace the inference process of a gpu-worker",
  shutdown: "let a gpu-worker finish what it has and end",
};

/** `modomo workers …` */
export function addWorkerCommands(program: Command): void {
  const workers = program.command("workers").description("app instances and gpu-workers");
  workers
    .command("list", { isDefault: true })
    .description("as they are now or were when last seen")
    .action(async (_options, command: Command) => {
      const answer = await dataOf(clientOf(command).GET("/api/workers"));
      print(command, answer, ({ items }) => {
        const rows = items.map((each) => [
          each.id,
          each.kind,
          each.state,
          each.busy,
          each.done,
          each.failed,
          each.memory_mb,
        ]);
        return table(["id", "kind", "state", "busy", "done", "failed", "MB"], rows);
      });
    });
  for (const action of WORKER_ACTIONS)
    workers
      .command(`${action} <id>`)
      .description(DESCRIPTIONS[action])
      .action(async (id: string, _options, command: Command) => {
        const call = clientOf(command).POST("/api/workers/{id}/{action}", { params: { path: { id, action } } });
        print(command, await dataOf(call), (worker) => `${worker.id} is ${worker.state}`);
      });
}
