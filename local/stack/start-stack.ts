import { join } from "node:path";
import { chooseEngine } from "./engine-choice.ts";
import type { Interrupt } from "./interrupt.ts";
import { type Output, openLogs } from "./logs.ts";
import { registerFunctions } from "./register-functions.ts";
import { type RunningServices, runServices } from "./run-services.ts";
import { loadSecrets } from "./secrets.ts";
import { planStack, type StackMode, type StackPlan } from "./services.ts";
import { readSettings } from "./settings.ts";
import { buildWeb } from "./web-build.ts";

export interface RunningStack extends RunningServices {
  plan: StackPlan;
}

/**
 * Starts everything one machine needs and waits until each part is healthy.
 * @throws {Error} with a message for people; nothing is left running then (see `runServices`).
 */
export async function startStack(options: {
  mode: StackMode;
  output: Output;
  isVerbose: boolean;
  interrupt: Interrupt;
}): Promise<RunningStack> {
  const { mode, output, isVerbose, interrupt } = options;
  const settings = readSettings(process.env);
  const { rootDir, dataDir, env, isLocal } = settings;
  const logs = openLogs({ dir: join(dataDir, "logs"), output, isVerbose });
  const engine = isLocal.engine ? chooseEngine(settings) : null;
  if (engine) logs.say(`engine: ${engine.kind === "inngest" ? "Inngest dev server" : "embedded"} (${engine.reason})`);
  for (const [name, isHere] of Object.entries(isLocal)) {
    if (!isHere) logs.say(`${name}: runs elsewhere, as the environment says; none is started here`);
  }

  const build = (signal: AbortSignal) => buildWeb({ rootDir, env, signal, logs });
  let plan: StackPlan | undefined;
  const makePlan = () => {
    plan = planStack({ settings, secrets: loadSecrets(dataDir), engine, mode, build });
    return plan.services;
  };
  const services = await runServices(makePlan, { dataDir, logs, interrupt });
  if (!plan) throw new Error("services run without a plan"); // runServices made it first
  try {
    const problem = await registerFunctions(plan.addresses.web, interrupt.signal);
    if (problem)
      logs.warn(
        `the web app could not register with Inngest at ${plan.addresses.engine}; jobs wait until it can: ${problem}`,
      );
  } catch (error) {
    await services.stop();
    throw error;
  }
  return { plan, ...services };
}
