import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { dataOf } from "../client.ts";
import { clientOf, UsageError } from "../context.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** `modomo api GET /jobs?status=failed`: any endpoint, for what has no command of its own. */
export function addApiCommand(program: Command): void {
  program
    .command("api <method> <path> [body]")
    .description("call any endpoint; the body is JSON, or - to read it from standard input; see /api/docs")
    .action(async (verb: string, path: string, body: string | undefined, _options, command: Command) => {
      const method = METHODS.find((each) => each === verb.toUpperCase());
      if (!method) throw new UsageError(`${verb} is no method; use one of ${METHODS.join(", ")}`);
      const address = `/api/${path.replace(/^\/?(api\/)?/, "")}`;
      const json = body === "-" ? readFileSync(0, "utf8") : body;
      // Any path at all: the types of the known ones do not apply.
      const call = clientOf(command).request as (...args: unknown[]) => ReturnType<ReturnType<typeof clientOf>["GET"]>;
      const data = await dataOf<unknown>(call(method.toLowerCase(), address, json ? { body: parse(json) } : {}));
      process.stdout.write(`${JSON.stringify(data ?? null, null, 2)}\n`);
    });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError("the body is not valid JSON");
  }
}
