import type { Inngest, InngestFunction } from "inngest";
import { sleep } from "./harness.ts";

/** What the app saw: how often each step ran, and which runs reached their end. */
export type Ledger = { effects: Map<string, number>; endedAt: Map<string, number> };

/** One event to send, the runs (`<function> <key>`) it must end exactly once, the steps that must run at least once. */
export type Expectation = {
  event: { name: string; id: string; data: Record<string, unknown> };
  runs: string[];
  steps: string[];
};

type Data = { key: string; n: number };

/** Functions of every kind that keeps state in the engine, and events for them. */
export function createWorkload(
  client: Inngest,
  ledger: Ledger,
): { functions: InngestFunction.Any[]; items: (count: number) => Expectation[] } {
  const did = async (name: string): Promise<number> => {
    await sleep(5);
    const count = (ledger.effects.get(name) ?? 0) + 1;
    ledger.effects.set(name, count);
    return count;
  };
  const end = (fn: string, { key }: Data): string => {
    ledger.endedAt.set(`app-${fn} ${key}`, Date.now());
    return key;
  };
  const dataOf = (event: { data?: unknown }): Data => event.data as Data;
  const on = (id: string, rest: Record<string, unknown> = {}) => ({
    id,
    triggers: [{ event: `x/${id}` }] as [{ event: string }],
    retries: 10 as const,
    ...rest,
  });

  const child = client.createFunction({ id: "child", triggers: [], retries: 10 }, async ({ event, step }) => {
    const data = event.data as Data;
    await step.run("work", () => did(`child ${data.key}`));
    return end("child", data);
  });
  const functions: InngestFunction.Any[] = [
    client.createFunction(on("steps"), async ({ event, step }) => {
      const data = dataOf(event);
      for (const name of ["a", "b", "c"]) await step.run(name, () => did(`steps-${name} ${data.key}`));
      return end("steps", data);
    }),
    client.createFunction(on("calls", { checkpointing: false }), async ({ event, step }) => {
      const data = dataOf(event);
      for (const name of ["a", "b", "c"]) await step.run(name, () => did(`calls-${name} ${data.key}`));
      return end("calls", data);
    }),
    client.createFunction(on("parallel"), async ({ event, step }) => {
      const data = dataOf(event);
      await Promise.all(["a", "b", "c"].map((name) => step.run(name, () => did(`parallel-${name} ${data.key}`))));
      await step.run("join", () => did(`parallel-join ${data.key}`));
      return end("parallel", data);
    }),
    client.createFunction(on("sleeper"), async ({ event, step }) => {
      const data = dataOf(event);
      await step.run("before", () => did(`sleeper-before ${data.key}`));
      await step.sleep("nap", "1s");
      await step.run("after", () => did(`sleeper-after ${data.key}`));
      return end("sleeper", data);
    }),
    client.createFunction(on("caller"), async ({ event, step }) => {
      const data = dataOf(event);
      await step.invoke("call", { function: child, data: { ...data } });
      await step.run("after", () => did(`caller-after ${data.key}`));
      return end("caller", data);
    }),
    client.createFunction(on("fan"), async ({ event, step }) => {
      const data = dataOf(event);
      const parts = [0, 1, 2].map((part) => ({
        name: "x/part",
        id: `${data.key}:${part}`,
        data: { key: `${data.key}.${part}`, n: part },
      }));
      await step.sendEvent("fan", parts);
      return end("fan", data);
    }),
    client.createFunction(
      on("part", { concurrency: { limit: 2, key: "'parts'", scope: "env" } }),
      async ({ event, step }) => {
        const data = dataOf(event);
        await step.run("work", () => did(`part ${data.key}`));
        return end("part", data);
      },
    ),
    client.createFunction(on("waiter"), async ({ event, step }) => {
      const data = dataOf(event);
      await Promise.all([
        step.waitForEvent("wait", { event: "x/echoed", if: "event.data.key == async.data.key", timeout: "5m" }),
        step.sendEvent("ask", { name: "x/echo", id: `echo ${data.key}`, data: { ...data } }),
      ]);
      await step.run("after", () => did(`waiter-after ${data.key}`));
      return end("waiter", data);
    }),
    client.createFunction(on("echo"), async ({ event, step }) => {
      const data = dataOf(event);
      await step.sendEvent("answer", { name: "x/echoed", data: { ...data } });
      return end("echo", data);
    }),
    client.createFunction(on("flaky"), async ({ event, step }) => {
      const data = dataOf(event);
      await step.run("work", async () => {
        const count = await did(`flaky ${data.key}`);
        if (count < 3) throw new Error(`attempt ${count}`);
      });
      return end("flaky", data);
    }),
    client.createFunction(on("batched", { batchEvents: { maxSize: 4, timeout: "1s" } }), async ({ events, step }) => {
      await step.run("work", async () => {
        for (const event of events) await did(`batched ${dataOf(event).key}`);
      });
      for (const event of events) end("batched", dataOf(event));
    }),
    client.createFunction(
      on("cancelled", { cancelOn: [{ event: "x/stop", if: "event.data.key == async.data.key" }] }),
      async ({ event, step }) => {
        await step.run("before", () => did(`cancelled-before ${dataOf(event).key}`));
        await step.sleep("nap", "1h");
      },
    ),
    client.createFunction({ ...on("stopper"), triggers: [{ event: "x/cancelled" }] }, async ({ event, step }) => {
      const data = dataOf(event);
      await step.sleep("nap", "1s");
      await step.sendEvent("stop", { name: "x/stop", data: { ...data } });
      return end("stopper", data);
    }),
    client.createFunction({ id: "tick", triggers: [{ cron: "* * * * *" }] }, ({ step }) =>
      step.run("work", () => sleep(5)),
    ),
    child,
  ];
  return { functions, items: (count) => Array.from({ length: count }, (_, n) => expectation(n)) };
}

const KINDS: readonly { kind: string; steps: string[]; also?: (key: string) => string[] }[] = [
  { kind: "steps", steps: ["steps-a", "steps-b", "steps-c"] },
  { kind: "calls", steps: ["calls-a", "calls-b", "calls-c"] },
  { kind: "parallel", steps: ["parallel-a", "parallel-b", "parallel-c", "parallel-join"] },
  { kind: "sleeper", steps: ["sleeper-before", "sleeper-after"] },
  { kind: "caller", steps: ["child", "caller-after"], also: (key) => [`app-child ${key}`] },
  { kind: "fan", steps: [], also: (key) => [0, 1, 2].map((part) => `app-part ${key}.${part}`) },
  { kind: "waiter", steps: ["waiter-after"], also: (key) => [`app-echo ${key}`] },
  { kind: "flaky", steps: ["flaky"] },
  { kind: "batched", steps: ["batched"] },
  { kind: "cancelled", steps: [], also: (key) => [`app-stopper ${key}`] },
];

function expectation(n: number): Expectation {
  const { kind, steps, also } = KINDS[n % KINDS.length] ?? { kind: "steps", steps: [] };
  const key = `k${n}`;
  return {
    event: { name: `x/${kind}`, id: key, data: { key, n } },
    runs: [`app-${kind} ${key}`, ...(also?.(key) ?? [])],
    steps: steps.map((step) => `${step} ${key}`),
  };
}
