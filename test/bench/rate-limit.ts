// How exact a key's limit is over two app instances: two processes, each with its own clients and memory, ask for one key as
// fast as they can; what was let through is compared with burst + rate × time.
// `node --import ./test/support/node-alias.ts test/bench/rate-limit.ts [--seconds 30] [--per-minute 600] [--clients 20] [--postgres]`
import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { findPostgresBin, startPostgres } from "../support/postgres-cluster.ts";
import { startSupabase } from "../support/supabase.ts";

interface Outcome {
  allowed: number;
  refused: number;
  failed: number;
  /** Of requests that asked the database. */
  latenciesMs: number[];
}

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "30" },
    "per-minute": { type: "string", default: "600" },
    clients: { type: "string", default: "20" },
    postgres: { type: "boolean", default: false },
  },
});
const [seconds, perMinute, clients] = [values.seconds, values["per-minute"], values.clients].map(Number) as [
  number,
  number,
  number,
];

if (process.send) await runInstance();
else await runBench();

async function runBench(): Promise<void> {
  const bin = findPostgresBin();
  const cluster = values.postgres && bin ? await startPostgres(bin) : null;
  const server = await startSupabase(cluster ? { databaseUrl: cluster.url } : {});
  const { hashApiKey } = await import("@/lib/auth/api-keys");
  const key = `mdm_${randomBytes(24).toString("base64url")}`;
  const sql = postgres(server.databaseUrl, { max: 1 });
  await sql`insert into public.api_keys (name, prefix, key_hash, scopes, rate_per_minute)
    values ('bench', ${key.slice(0, 12)}, ${hashApiKey(key)}, array['jobs:read'], ${perMinute})`;
  await sql.end();

  const env = {
    ...process.env,
    SUPABASE_URL: server.url,
    SUPABASE_PUBLISHABLE_KEY: server.publishableKey,
    SUPABASE_SECRET_KEY: server.secretKey,
    GPU_WORKER_URLS: "http://127.0.0.1:9",
    GPU_WORKER_TOKEN: "of no use in this bench",
    MODOMO_RATE_ADDRESS_PER_MINUTE: "1000000",
    MODOMO_BENCH_KEY: key,
    MODOMO_BENCH_START_MS: String(Date.now() + 8_000),
  };
  const outcomes = await Promise.all([launch(env), launch(env)]);
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const expected = Math.max(1, Math.ceil(perMinute / 6)) + (perMinute / 60) * seconds;
  const allowed = sum((outcome) => outcome.allowed);
  const latencies = outcomes.flatMap((outcome) => outcome.latenciesMs).toSorted((a, b) => a - b);
  const quantile = (share: number) => latencies[Math.floor(share * (latencies.length - 1))]?.toFixed(1);
  process.stdout.write(
    `${[
      `database        ${cluster ? "PostgreSQL" : "PGlite"}`,
      `limit           ${perMinute} a minute, ${clients} clients in each of 2 processes, ${seconds} s`,
      `let through     ${allowed} (${outcomes.map((outcome) => outcome.allowed).join(" + ")}), expected ${expected}`,
      `deviation       ${(((allowed - expected) / expected) * 100).toFixed(2)} %`,
      `refused         ${sum((outcome) => outcome.refused)}, failed ${sum((outcome) => outcome.failed)}`,
      `asked database  ${latencies.length} times, p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms`,
    ].join("\n")}\n`,
  );
  await server.stop();
  await cluster?.stop();
}

function launch(env: NodeJS.ProcessEnv): Promise<Outcome> {
  const child = fork(new URL(import.meta.url), process.argv.slice(2), { env, execArgv: process.execArgv });
  return new Promise((resolve, reject) => {
    child.once("message", (outcome) => resolve(outcome as Outcome));
    child.once("exit", (code) => reject(new Error(`an instance ended with code ${code} before it answered`)));
  });
}

async function runInstance(): Promise<void> {
  const [{ authorise }, { getDeps }, { RateLimitedError }] = await Promise.all([
    import("@/lib/auth/authorise"),
    import("@/lib/deps"),
    import("@/lib/auth/rate"),
  ]);
  const deps = getDeps();
  const headers = { authorization: `Bearer ${process.env.MODOMO_BENCH_KEY}` };
  const outcome: Outcome = { allowed: 0, refused: 0, failed: 0, latenciesMs: [] };
  const endMs = Number(process.env.MODOMO_BENCH_START_MS) + seconds * 1000;

  async function ask(): Promise<void> {
    while (Date.now() < endMs) {
      const startMs = performance.now();
      try {
        await authorise(new Request("http://modomo.test/api/jobs", { headers }), deps, {
          scope: "jobs:read",
          change: null,
        });
        outcome.allowed++;
      } catch (error) {
        if (error instanceof RateLimitedError) outcome.refused++;
        else outcome.failed++;
      }
      const tookMs = performance.now() - startMs;
      if (tookMs > 1) outcome.latenciesMs.push(tookMs);
      else await sleep(2); // refused from memory: a client this eager would only heat the processor
    }
  }

  await sleep(Number(process.env.MODOMO_BENCH_START_MS) - Date.now());
  await Promise.all(Array.from({ length: clients }, ask));
  process.send?.(outcome, undefined, undefined, () => process.exit(0));
}
