import { join } from "node:path";
import { listenForInterrupt } from "../../../../local/stack/interrupt.ts";
import { openLogs } from "../../../../local/stack/logs.ts";
import { runServices } from "../../../../local/stack/run-services.ts";
import { DEFAULT_TIMING, type ServiceSpec, type Timing } from "../../../../local/stack/supervise.ts";

/** `node fake-stack.ts '{"dataDir","specs","timing"}'`: the real supervisor, in a process of its own that can be killed. */
const { dataDir, specs, timing } = JSON.parse(process.argv[2] ?? "") as {
  dataDir: string;
  specs: ServiceSpec[];
  timing: Partial<Timing>;
};

const interrupt = listenForInterrupt();
const logs = openLogs({ dir: join(dataDir, "logs"), output: process.stdout, isVerbose: true });
try {
  const running = await runServices(() => specs, {
    dataDir,
    logs,
    interrupt,
    timing: { ...DEFAULT_TIMING, ...timing },
  });
  process.stdout.write("ALL READY\n");
  const failure = await Promise.race([interrupt.stopped, running.gaveUp]);
  await running.stop();
  if (failure) throw new Error(failure);
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
  process.exitCode = interrupt.exitCode() || 1;
}
