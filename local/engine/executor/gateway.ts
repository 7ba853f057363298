import { request } from "undici";
import type { Core } from "../core.ts";
import { completed, discoverAfter, endStep, failed, noteFailedAttempt } from "../progress.ts";
import type { EngineFunction } from "../registry/function.ts";
import { isObject, type Json, type JsonObject, type QueueItem, type Run } from "../types.ts";
import { backoffMs } from "./backoff.ts";

type GatewayRequest = {
  op: "Gateway" | "AIGateway";
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | null;
};
type GatewayResult = { data: Json } | { error: JsonObject };

const LIMIT_MS = 10 * 60_000;

/** Makes the HTTP request a step asked the engine for (`step.fetch`, `step.ai.infer`). Never throws. */
export async function callGateway(item: QueueItem): Promise<GatewayResult> {
  try {
    const wanted = readGateway(item.dataJson ?? "{}");
    const { url, method, headers, body } = wanted;
    const options = { method: method as "GET", headers, body, headersTimeout: LIMIT_MS, bodyTimeout: LIMIT_MS }; // undici takes any method
    const response = await request(url, options);
    const text = await response.body.text();
    if (wanted.op === "Gateway") {
      const answered = Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      );
      return { data: { url, headers: answered, body: text, status_code: response.statusCode } };
    }
    if (response.statusCode < 300) return { data: JSON.parse(text) as Json }; // JSON text holds nothing else
    return gatewayError(`The provider answered HTTP ${response.statusCode}: ${text.slice(0, 2_000)}`);
  } catch (error) {
    return gatewayError(error instanceof Error ? error.message : String(error));
  }
}

/** Ends the step, or tries again while it has attempts. */
export function settleGateway(
  core: Core,
  { fn, run, item }: { fn: EngineFunction; run: Run; item: QueueItem },
  result: GatewayResult,
): void {
  core.queue.remove(item.id);
  const step = core.steps.get(run.id, item.stepId);
  if ("error" in result && item.attempt + 1 < fn.maxAttempts) {
    const at = core.now() + backoffMs(item.attempt, core.config.retryIntervalMs);
    core.queue.add({ ...item, attempt: item.attempt + 1, at }, core.now());
    if (step) noteFailedAttempt(core, run, step, item.attempt, result.error);
    return;
  }
  if (step)
    discoverAfter(
      core,
      run,
      endStep(core, run, step, "error" in result ? failed(result.error) : completed(result.data)),
    );
}

const gatewayError = (message: string): GatewayResult => ({ error: { name: "GatewayError", message } });

function readGateway(dataJson: string): GatewayRequest {
  const { op, opts } = JSON.parse(dataJson) as { op: "Gateway" | "AIGateway"; opts: JsonObject }; // written by applyOps
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(isObject(opts.headers) ? opts.headers : {})) headers[name] = String(value);
  const url = String(opts.url ?? "");
  if (op === "Gateway") {
    const body = opts.body === undefined || opts.body === null ? null : String(opts.body);
    return { op, url, method: String(opts.method ?? "GET"), headers, body };
  }
  const authKey = String(opts.auth_key ?? "");
  const body = JSON.stringify(opts.body ?? {});
  return {
    op,
    method: "POST",
    body,
    ...providerAuth(String(opts.format ?? ""), url, authKey, { "content-type": "application/json", ...headers }),
  };
}

/** Where each family of AI providers expects its key. */
function providerAuth(
  format: string,
  url: string,
  key: string,
  headers: Record<string, string>,
): Pick<GatewayRequest, "url" | "headers"> {
  if (!key) return { url, headers };
  if (format === "anthropic")
    return { url, headers: { "x-api-key": key, "anthropic-version": "2023-06-01", ...headers } };
  if (format !== "gemini") return { url, headers: { authorization: `Bearer ${key}`, ...headers } };
  const withKey = new URL(url);
  withKey.searchParams.set("key", key);
  return { url: withKey.href, headers };
}
