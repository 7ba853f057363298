import { z } from "zod";
import type { Core } from "../core.ts";
import { syncCrons } from "../cron.ts";
import type { AppClient } from "../executor/app-client.ts";
import { answerProblem } from "../signing.ts";
import type { App } from "../store/functions.ts";
import { RegistrationError } from "./function.ts";
import { type Registration, registrationSchema } from "./payload.ts";

const FASTEST_POLL_MS = 1_000;

export type SyncDeps = { core: Core; client: AppClient; onChange: () => void; onReachable: (app: string) => void };

/**
 * Takes a registration over and brings schedules and lanes in line with it.
 * @returns the app when something changed.
 * @throws {RegistrationError} it is not acceptable; nothing changed.
 */
export function applyRegistration({ core, onChange }: Pick<SyncDeps, "core" | "onChange">, body: unknown): App | null {
  const parsed = registrationSchema.safeParse(body);
  if (!parsed.success) throw new RegistrationError(`The registration cannot be read. ${z.prettifyError(parsed.error)}`);
  const registration: Registration = parsed.data;
  const app = core.db.write(() => {
    const changed = core.registry.register(registration, core.now());
    if (changed) syncCrons(core);
    return changed;
  });
  if (!app) return null;
  onChange();
  core.log.info({ app: app.name, url: app.url, functions: registration.functions.length }, "app registered");
  return app;
}

/**
 * Asks every configured app for its functions (an in-band sync) until stopped: often until it answers, then at the
 * poll interval, so that a restarted or changed app is noticed. Polling an unchanged app writes nothing.
 */
export function createSyncer(deps: SyncDeps, urls: string[]) {
  const { core, client } = deps;
  const timers = new Set<NodeJS.Timeout>();
  const lastProblem = new Map<string, string>();
  let isStopped = false;

  async function poll(url: string): Promise<void> {
    const problem = await syncOnce(url);
    if (isStopped) return;
    if (problem && lastProblem.get(url) !== problem)
      core.log.warn({ url, problem }, "app not registered, trying again");
    lastProblem.set(url, problem ?? "");
    const waitMs = problem ? Math.min(FASTEST_POLL_MS, core.config.pollIntervalMs) : core.config.pollIntervalMs;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void poll(url);
    }, waitMs);
    timers.add(timer);
  }

  async function syncOnce(url: string): Promise<string | null> {
    try {
      const headers = {
        "content-type": "application/json",
        "x-inngest-sync-kind": "in_band",
        "x-inngest-server-kind": core.config.signingKey ? "cloud" : "dev",
      };
      const response = await client.send("PUT", url, headers, JSON.stringify({ url }));
      if (response.status !== 200) return `HTTP ${response.status}: ${response.body.slice(0, 300)}`;
      const given = String(response.headers["x-inngest-signature"] ?? "");
      const { signingKey } = core.config;
      const problem = signingKey && answerProblem(signingKey, { given, body: response.body, nowMs: Date.now() });
      if (problem) return `The app's answer ${problem}. Give engine and app the same signing key.`;
      // An app that refuses in-band syncs has registered by calling us during this request.
      if (response.headers["x-inngest-sync-kind"] === "out_of_band") return null;
      const body: unknown = JSON.parse(response.body);
      applyRegistration(deps, body);
      const parsed = registrationSchema.safeParse(body);
      if (parsed.success) deps.onReachable(parsed.data.appName);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message || String(error.cause ?? error.name) : String(error);
    }
  }

  return {
    start: (): void => {
      for (const url of urls) void poll(url);
    },
    stop: (): void => {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
