import { answerProblem } from "../signing.ts";
import { isObject, type Json, type JsonObject, type Op } from "../types.ts";

export type RawResponse = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** What one call to the app came to. */
export type Outcome =
  | { kind: "ops"; ops: Op[]; reqVersion: number | null; isNoRetry: boolean; retryAtMs: number | null }
  | { kind: "completed"; output: Json; reqVersion: number | null }
  | { kind: "failed"; error: JsonObject; isRetriable: boolean; retryAtMs: number | null }
  /** The connection broke after the request may have arrived: it costs an attempt, but is tried again soon. */
  | { kind: "broken"; error: JsonObject }
  /** It took longer than a call may: the item is handed out again, which costs no attempt. */
  | { kind: "expired" }
  /** Nothing was delivered: tried again without costing an attempt. */
  | { kind: "unreachable"; error: JsonObject };

const DAY_MS = 86_400_000;

/**
 * Reads an app's HTTP answer (protocol section 6).
 * @param signingKey where there is one, an answer of the SDK has to be signed with it.
 */
export function readResponse(raw: RawResponse, nowMs: number, signingKey?: string): Outcome {
  const response = raw.status === 201 ? unwrapStream(raw) : raw;
  const { status, body } = response;
  const header = (name: string): string | null => {
    const value = response.headers[name] ?? raw.headers[name];
    return Array.isArray(value) ? (value[0] ?? null) : (value ?? null);
  };
  if (header("x-inngest-sdk") === null) return notFromSdk(status);
  const given = header("x-inngest-signature");
  const problem = signingKey ? answerProblem(signingKey, { given, body, nowMs }) : null;
  if (problem) return untrusted(status, problem);
  const version = Number.parseInt(header("x-inngest-req-version") ?? "", 10);
  const reqVersion = Number.isNaN(version) ? null : version;
  const noRetry = header("x-inngest-no-retry");
  const retryAtMs = parseRetryAfter(header("retry-after"), nowMs);
  const json = parseJson(body);
  if (status === 206) {
    const ops = (Array.isArray(json) ? json : [json]).flatMap((op) => toOp(op) ?? []);
    return { kind: "ops", ops, reqVersion, isNoRetry: noRetry === "true", retryAtMs };
  }
  if (status === 200) return { kind: "completed", output: json === undefined ? body : json, reqVersion };
  return { kind: "failed", error: toError(json, status, body), isRetriable: noRetry !== "true", retryAtMs };
}

/** Seconds, an HTTP date or an ISO time → epoch milliseconds within [1 s, 24 h] from now; null when there is none. */
export function parseRetryAfter(text: string | null, nowMs: number): number | null {
  if (!text) return null;
  const atMs = /^\d{1,7}$/.test(text) ? nowMs + Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.min(Math.max(atMs, nowMs + 1000), nowMs + DAY_MS);
}

/** One opcode with the fields the engine uses; null for what is none. */
export function toOp(raw: unknown): Op | null {
  if (!isObject(raw) || typeof raw.op !== "string") return null;
  const id = typeof raw.id === "string" ? raw.id : "";
  const name = typeof raw.name === "string" ? raw.name : "";
  const displayName = typeof raw.displayName === "string" ? raw.displayName : name;
  return {
    id,
    op: raw.op,
    name,
    displayName,
    opts: isObject(raw.opts) ? raw.opts : {},
    data: raw.data ?? null,
    error: raw.error ?? null,
  };
}

function notFromSdk(status: number): Outcome {
  const message =
    status >= 200 && status < 300
      ? "The address of the app answered, but not as an Inngest app does."
      : `Your server returned HTTP ${status} before the SDK responded.`;
  return { kind: "failed", error: { name: "Error", message }, isRetriable: true, retryAtMs: null };
}

function untrusted(status: number, problem: string): Outcome {
  const advice =
    "Give engine and app the same signing key and the same time, and let nothing between them change answers.";
  const message = `The app's answer (HTTP ${status}) ${problem}, so it is not trusted. ${advice}`;
  return { kind: "failed", error: { name: "AnswerNotTrusted", message }, isRetriable: true, retryAtMs: null };
}

/** A streamed answer: spaces to keep the connection open, then the real answer in an envelope. */
function unwrapStream(raw: RawResponse): RawResponse {
  const envelope = parseJson(raw.body.trim());
  if (!isObject(envelope) || typeof envelope.status !== "number") return raw;
  const headers: RawResponse["headers"] = {};
  for (const [name, value] of Object.entries(isObject(envelope.headers) ? envelope.headers : {})) {
    headers[name.toLowerCase()] = String(value);
  }
  const body = typeof envelope.body === "string" ? envelope.body : JSON.stringify(envelope.body ?? null);
  return { status: envelope.status, headers, body };
}

function toError(json: Json | undefined, status: number, body: string): JsonObject {
  const parsed = typeof json === "string" ? (parseJson(json) ?? json) : json;
  if (isObject(parsed)) {
    const message = typeof parsed.message === "string" ? parsed.message : parsed.error;
    return {
      ...parsed,
      name: typeof parsed.name === "string" ? parsed.name : "Error",
      message: message ?? `HTTP ${status}`,
    };
  }
  return { name: "Error", message: body.slice(0, 2_000) || `The app answered HTTP ${status} with an empty body.` };
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // JSON text holds nothing else
  } catch {
    return undefined;
  }
}
