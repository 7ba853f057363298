/**
 * Many API clients at once against a running app. Each asks, one call after the other, for what a dashboard asks for; a 429 is
 * waited out. Anything but 200 and 429 is an error.
 *
 *   node test/bench/api-clients.ts http://127.0.0.1:3000 mdm_… [clients] [seconds]
 */
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";

const [baseUrl, key, clients = "200", seconds = "60"] = process.argv.slice(2);
if (!baseUrl || !key) throw new Error("node test/bench/api-clients.ts <address> <API key> [clients] [seconds]");

const PATHS = [
  "/api/jobs?limit=20",
  "/api/jobs/active",
  "/api/queues",
  "/api/scenes?limit=20",
  "/api/dashboard",
  "/api/jobs?status=failed&limit=20",
];
const dispatcher = new Agent({ connections: Number(clients), pipelining: 1 });
const headers = { authorization: `Bearer ${key}` };
const latenciesMs: Record<string, number[]> = Object.fromEntries(PATHS.map((path) => [path, []]));
const statuses: Record<string, number> = {};
const deadline = Date.now() + Number(seconds) * 1000;

await Promise.all(Array.from({ length: Number(clients) }, (_, index) => runClient(index)));
await dispatcher.close();

const answered = statuses[200] ?? 0;
console.log(`${clients} clients, ${seconds} s, answers by status: ${JSON.stringify(statuses)}`);
console.log(`${(answered / Number(seconds)).toFixed(0)} answers/s`);
for (const [path, values] of [["all", Object.values(latenciesMs).flat()] as const, ...Object.entries(latenciesMs)]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0).padStart(6);
  console.log(`p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  max ${at(1)} ms  ${path}`);
}
const errors = Object.entries(statuses).filter(([status]) => status !== "200" && status !== "429");
console.log(errors.length === 0 ? "no errors" : `ERRORS: ${JSON.stringify(Object.fromEntries(errors))}`);
process.exitCode = errors.length === 0 && answered > 0 ? 0 : 1;

async function runClient(index: number): Promise<void> {
  for (let turn = index; Date.now() < deadline; turn++) {
    const path = PATHS[turn % PATHS.length] ?? "/";
    const startedMs = performance.now();
    const { status, retryAfterMs } = await ask(path);
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status === "200") latenciesMs[path]?.push(performance.now() - startedMs);
    if (retryAfterMs > 0) await sleep(Math.min(retryAfterMs, Math.max(deadline - Date.now(), 0)));
  }
}

async function ask(path: string): Promise<{ status: string; retryAfterMs: number }> {
  try {
    const { statusCode, headers: answer, body } = await request(`${baseUrl}${path}`, { dispatcher, headers });
    await body.dump();
    return { status: String(statusCode), retryAfterMs: statusCode === 429 ? Number(answer["retry-after"]) * 1000 : 0 };
  } catch (error) {
    return { status: error instanceof Error ? error.message : "unknown", retryAfterMs: 0 };
  }
}
