import { type Command, InvalidArgumentError } from "commander";
import type { JobStarted } from "../../lib/contracts/jobs.ts";
import { dataOf, type ModomoClient } from "../client.ts";
import { clientOf } from "../context.ts";
import { print } from "../output.ts";
import { hasSucceeded, waitForJob } from "../wait-for-job.ts";

interface StartOptions {
  priority?: number;
  idempotencyKey?: string;
  wait?: boolean;
}

/** `modomo scrape|import|detect|colors|classify …`: everything that starts a job. */
export function addStartCommands(program: Command): void {
  starting(program.command("scrape"), "collect scenes from a source")
    .option("--source <id>", "see `modomo sources`; default is the server's own")
    .option("--limit <number>", "scenes at most", Number, 100)
    .option("--room <room...>", "room types, e.g. living-room")
    .option("--no-pipeline", "collect only; detect nothing")
    .action(async (options, command: Command) => {
      const { source, limit, room, pipeline, priority } = options;
      const body = { source, limit, room_types: room, pipeline, priority };
      await start(command, (client, headers) => client.POST("/api/scraper/start", { body, headers }));
    });

  const imports = program.command("import").description("take in pictures");
  starting(imports.command("urls <address...>"), "pictures by their addresses")
    .option("--no-pipeline", "take in only; detect nothing")
    .action(async (urls: string[], { pipeline, priority }, command: Command) => {
      const body = { urls, pipeline, priority };
      await start(command, (client, headers) => client.POST("/api/import/images", { body, headers }));
    });
  starting(imports.command("huggingface <dataset>"), "rows of a Hugging Face dataset")
    .option("--config <name>")
    .option("--split <name>")
    .option("--revision <name>", "branch, tag or commit; default what the main branch is now")
    .option("--offset <number>", "first row", Number, 0)
    .option("--limit <number>", "rows at most", Number, 100)
    .option("--no-detection", "take in only; detect nothing")
    .action(async (dataset: string, options, command: Command) => {
      const { config, split, revision, offset, limit, detection, priority } = options;
      const body = { dataset, config, split, revision, offset, limit, include_detection: detection, priority };
      await start(command, (client, headers) => client.POST("/api/import/huggingface-dataset", { body, headers }));
    });

  starting(program.command("detect <scene...>"), "find and outline the furniture of scenes").action(
    async (scene_ids: string[], { priority }, command: Command) => {
      const body = { scene_ids, priority };
      await start(command, (client, headers) => client.POST("/api/detect/batch", { body, headers }));
    },
  );
  starting(program.command("colors"), "make the palettes of outlined objects")
    .option("--limit <number>", "scenes at most", Number, 100)
    .action(async ({ limit, priority }, command: Command) => {
      const body = { limit, priority };
      await start(command, (client, headers) => client.POST("/api/process/colors", { body, headers }));
    });
  starting(program.command("classify"), "label scenes")
    .option("--limit <number>", "scenes at most", Number, 100)
    .option("--force", "also those labelled already", false)
    .action(async ({ limit, force, priority }, command: Command) => {
      const body = { limit, force, priority };
      await start(command, (client, headers) => client.POST("/api/classify/reclassify", { body, headers }));
    });
}

/** What every command that starts a job understands. */
export const starting = (command: Command, description: string): Command =>
  command
    .description(description)
    .option("--priority <0-9>", "0 batch to 9 urgent", toPriority)
    .option("--idempotency-key <key>", "the same key never starts a second job")
    .option("--wait", "until the job and all that follows from it have ended; exit code 1 if anything failed");

/** Starts a job, says so, and waits for it when asked to. */
export async function start(
  command: Command,
  send: (
    client: ModomoClient,
    headers: Record<string, string>,
  ) => Promise<{ data?: JobStarted; error?: unknown; response: Response }>,
): Promise<void> {
  const { idempotencyKey, wait } = command.opts<StartOptions>();
  const client = clientOf(command);
  const started = await dataOf(send(client, idempotencyKey ? { "idempotency-key": idempotencyKey } : {}));
  if (!wait) return print(command, started, ({ job_id, message }) => `${job_id}\n${message}`);
  const job = await waitForJob(client, started.job_id, (line) => process.stderr.write(`${line}\n`));
  print(command, job, ({ id, status, progress }) => `${id} ${status}: ${progress.message}`);
  if (!hasSucceeded(job)) process.exitCode = 1;
}

function toPriority(text: string): number {
  if (!/^\d$/.test(text)) throw new InvalidArgumentError("a number from 0 (batch) to 9 (urgent)");
  return Number(text);
}
