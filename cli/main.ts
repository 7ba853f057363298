import { Command } from "commander";
import { ApiError } from "./client.ts";
import { addApiCommand } from "./commands/api.ts";
import { addFailureCommands } from "./commands/failures.ts";
import { addJobCommands } from "./commands/jobs.ts";
import { addQueueCommands } from "./commands/queues.ts";
import { addScheduleCommands } from "./commands/schedules.ts";
import { addSourceCommand } from "./commands/sources.ts";
import { addStartCommands } from "./commands/start.ts";
import { addWorkerCommands } from "./commands/workers.ts";
import { UsageError } from "./context.ts";

/** Exit codes: 0 done · 1 the work failed, or the server did · 2 called wrongly, or refused as wrong (4xx). */
const program = new Command("modomo")
  .description("Modomo from the command line")
  .option("--url <address>", "where the app runs (MODOMO_URL)")
  .option("--key <key>", "API key, mdm_… (MODOMO_API_KEY)")
  .option("--json", "print answers as JSON")
  .showHelpAfterError()
  .exitOverride();
addJobCommands(program);
addStartCommands(program);
addSourceCommand(program);
addQueueCommands(program);
addWorkerCommands(program);
addFailureCommands(program);
addScheduleCommands(program);
addApiCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

function explain(error: unknown): number {
  // Commander has said what it had to say.
  if (error instanceof Error && "exitCode" in error) return error.exitCode === 0 ? 0 : 2;
  const isRefused = error instanceof ApiError && error.problem.status < 500;
  const wait =
    error instanceof ApiError && error.retryAfterSeconds ? ` Try again in ${error.retryAfterSeconds} s.` : "";
  process.stderr.write(`${messageOf(error)}${wait}\n`);
  return isRefused || error instanceof UsageError ? 2 : 1;
}

function messageOf(error: unknown): string {
  if (error instanceof TypeError && error.message === "fetch failed")
    return "The app does not answer. Is it running (npm start), and is --url or MODOMO_URL right?";
  return error instanceof Error ? error.message : String(error);
}
