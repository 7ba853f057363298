import { type Command, Option } from "commander";
import { JOB_KINDS, JOB_STATUSES, QUEUE_NAMES } from "../../lib/contracts/jobs.ts";
import { dataOf } from "../client.ts";
import { clientOf } from "../context.ts";
import { more, print, table } from "../output.ts";
import { hasSucceeded, waitForJob } from "../wait-for-job.ts";

/** `modomo jobs …` */
export function addJobCommands(program: Command): void {
  const jobs = program.command("jobs").description("list, watch and steer jobs");
  jobs
    .command("list", { isDefault: true })
    .description("newest first")
    .addOption(new Option("--status <status>").choices(JOB_STATUSES))
    .addOption(new Option("--kind <kind>").choices(JOB_KINDS))
    .addOption(new Option("--queue <queue>").choices(QUEUE_NAMES))
    .option("--limit <number>", "at most 100", Number, 20)
    .option("--cursor <cursor>", "from the page before")
    .action(async (query, command: Command) => {
      const page = await dataOf(clientOf(command).GET("/api/jobs", { params: { query } }));
      print(command, page, ({ items, next_cursor }) => {
        const rows = items.map((job) => [job.id, job.kind, job.status, job.progress.progress, job.progress.message]);
        return table(["id", "kind", "status", "%", "progress"], rows) + more(next_cursor);
      });
    });
  jobs
    .command("show <id>")
    .description("a job and its chain")
    .action(async (id: string, _options, command: Command) => {
      const job = await dataOf(clientOf(command).GET("/api/jobs/{id}", { params: { path: { id } } }));
      print(command, job, ({ chain }) => {
        const rows = chain.map((each) => [each.id, each.kind, each.status, each.progress.message]);
        return table(["id", "kind", "status", "progress"], rows);
      });
    });
  jobs
    .command("items <id>")
    .description("what came of each item")
    .addOption(new Option("--status <status>").choices(["queued", "completed", "failed", "skipped", "cancelled"]))
    .option("--limit <number>", "at most 100", Number, 50)
    .option("--cursor <cursor>", "from the page before")
    .action(async (id: string, query, command: Command) => {
      const page = await dataOf(clientOf(command).GET("/api/jobs/{id}/items", { params: { path: { id }, query } }));
      print(command, page, ({ items, next_cursor }) => {
        const rows = items.map((item) => [item.item_key, item.status, item.error?.message ?? item.note]);
        return table(["item", "status", "outcome"], rows) + more(next_cursor);
      });
    });
  jobs
    .command("watch <id>")
    .description("follow a job until it and all that follows from it have ended; exit code 1 if anything failed")
    .action(async (id: string, _options, command: Command) => {
      const job = await waitForJob(clientOf(command), id, (line) => process.stderr.write(`${line}\n`));
      print(command, job, ({ status, progress }) => `${status}: ${progress.message}`);
      if (!hasSucceeded(job)) process.exitCode = 1;
    });
  for (const [verb, description] of [
    ["cancel", "stop a job and what follows from it"],
    ["retry", "run again what failed or was cancelled"],
  ] as const)
    jobs
      .command(`${verb} <id>`)
      .description(description)
      .action(async (id: string, _options, command: Command) => {
        const answer = await dataOf(clientOf(command).POST(`/api/jobs/{id}/${verb}`, { params: { path: { id } } }));
        print(command, answer, ({ status }) => `${id} is ${status}`);
      });
}
