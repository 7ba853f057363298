import { parseArgs } from "node:util";
import { type Interrupt, listenForInterrupt } from "./stack/interrupt.ts";
import { paint } from "./stack/logs.ts";
import { startStack } from "./stack/start-stack.ts";

/** `npm start` and `npm run dev`: the whole stack in one terminal, until Ctrl-C. @returns the exit code. */
async function main(interrupt: Interrupt): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { quiet: { type: "boolean", default: false } },
  });
  const mode = positionals[0] === "dev" ? "dev" : "start";
  const output = process.stdout;
  const stack = await startStack({ mode, output, isVerbose: !values.quiet, interrupt });

  const { addresses, admin } = stack.plan;
  output.write(`\n${paint(output, "bold", "Modomo is ready")}  ${addresses.web}\n`);
  output.write(`Sign in as ${admin.email} with ${admin.password}\nStop with Ctrl-C.\n\n`);
  const failure = await Promise.race([interrupt.stopped, stack.gaveUp]);
  await stack.stop();
  if (failure) throw new Error(failure);
  return 0; // being stopped is how a server ends well
}

const interrupt = listenForInterrupt();
process.exitCode = await main(interrupt).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  return interrupt.exitCode() || 1;
});
