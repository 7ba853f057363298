import { parseArgs } from "node:util";
import { createDemoClient, type DemoClient } from "./demo-client.ts";
import { type DemoResult, runMainJob } from "./demo-run.ts";
import { createProgressView, renderScenes } from "./demo-view.ts";
import { type Interrupt, listenForInterrupt } from "./stack/interrupt.ts";
import { type Output, paint } from "./stack/logs.ts";
import { type RunningStack, startStack } from "./stack/start-stack.ts";

const HELP = `npm run demo: the local stack and the main job on real interior photos.
  -- --exit      stop everything when the job is done
  -- --json      one JSON object with the counts as the last line of stdout; everything else goes to stderr
  -- --verbose   show what every process logs
`;

interface Flags {
  exit: boolean;
  json: boolean;
  verbose: boolean;
}

/** @returns the exit code: 0 only when every scene went through. */
async function main(flags: Flags, interrupt: Interrupt): Promise<number> {
  const startedMs = Date.now();
  const output = flags.json ? process.stderr : process.stdout;
  const stack = await startStack({ mode: "start", output, isVerbose: flags.verbose, interrupt });
  const printJson = (result: DemoResult, seconds: number) => {
    const { scenes, objects, masks, palettes, embeddings, classified, failed } = result.counts;
    const counts = { scenes, objects, masks, palettes, embeddings, classified, failed, seconds };
    if (flags.json) process.stdout.write(`${JSON.stringify(counts)}\n`);
  };
  try {
    const result = await runDemo(stack, output, interrupt.signal);
    const seconds = Math.round((Date.now() - startedMs) / 100) / 10;
    output.write(
      `${result.isComplete ? "Done" : paint(output, "red", "Not everything went through")} in ${seconds} s.\n`,
    );
    if (flags.exit) {
      await stack.stop();
      printJson(result, seconds);
    } else {
      printJson(result, seconds);
      await serve(stack, output, interrupt);
    }
    return result.isComplete ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

async function runDemo(stack: RunningStack, output: Output, interrupted: AbortSignal): Promise<DemoResult> {
  const broken = new AbortController();
  void stack.gaveUp.then((message) => broken.abort(new Error(message)));
  const signal = AbortSignal.any([interrupted, broken.signal]);
  const { addresses, apiKey } = stack.plan;
  const client = createDemoClient({ baseUrl: addresses.web, apiKey, signal });
  output.write(
    `\nCollecting, detecting, colouring and classifying the sample gallery. Watch it at ${addresses.web}/jobs\n\n`,
  );
  const view = createProgressView(output);
  const result = await runMainJob({ client, signal, onProgress: view.show }).catch((error: unknown) => {
    broken.signal.throwIfAborted(); // what broke says more than the call that failed of it
    throw error;
  });
  await printResult(client, result, output);
  return result;
}

async function printResult(client: DemoClient, { counts, jobs }: DemoResult, output: Output): Promise<void> {
  output.write(`\n${renderScenes(await client.scenes(), output)}\n\n`);
  for (const job of jobs) {
    if (job.error) output.write(`${job.kind} ${job.status}: ${job.error.message}\n`);
    if (job.counts.failed === 0) continue;
    const { items } = await client.failedItems(job.id);
    for (const item of items)
      output.write(`${job.kind} failed for ${item.item_key}: ${item.error?.message ?? "no reason given"}\n`);
  }
  const totals = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  output.write(`${totals.join(" · ")}\n`);
}

async function serve(stack: RunningStack, output: Output, interrupt: Interrupt): Promise<void> {
  const { addresses, admin } = stack.plan;
  output.write(`\n${paint(output, "bold", "Dashboard")}  ${addresses.web}\n`);
  output.write(`Sign in as ${admin.email} with ${admin.password}\nStop with Ctrl-C; npm start brings it back.\n`);
  const failure = await Promise.race([interrupt.stopped, stack.gaveUp]);
  if (failure) throw new Error(failure);
}

const { values } = parseArgs({
  options: {
    exit: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    verbose: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
} else {
  const interrupt = listenForInterrupt();
  process.exitCode = await main(values, interrupt).catch((error: Error) => {
    process.stderr.write(`${interrupt.signal.aborted ? "Stopped." : error.message}\n`);
    return interrupt.exitCode() || 1;
  });
}
