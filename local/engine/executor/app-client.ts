import { Agent, request } from "undici";
import type { EngineConfig } from "../config.ts";
import { signature } from "../signing.ts";
import { type Outcome, type RawResponse, readResponse } from "./response.ts";

export type AppClient = ReturnType<typeof createAppClient>;

const CONNECT_LIMIT_MS = 10_000;
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;
/** Errors that happen before a byte of the request is sent. */
const UNDELIVERED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

class CallLimitError extends Error {
  override name = "CallLimitError";
}

/** HTTP towards the apps: kept-alive connections, every call with a limit to the whole of it, signed when there is a key. */
export function createAppClient(config: Pick<EngineConfig, "signingKey" | "maxInFlight" | "callLimitMs">) {
  const { signingKey, maxInFlight, callLimitMs } = config;
  const agent = new Agent({
    connect: { timeout: CONNECT_LIMIT_MS },
    headersTimeout: 0,
    bodyTimeout: 0,
    connections: maxInFlight + 8,
    pipelining: 1,
  });

  async function send(
    method: "POST" | "PUT" | "GET",
    url: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<RawResponse> {
    const signed = signingKey
      ? { ...headers, "x-inngest-signature": signature(signingKey, body, Date.now()) }
      : headers;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new CallLimitError(`No answer within ${callLimitMs} ms.`)), callLimitMs);
    try {
      const response = await request(url, {
        dispatcher: agent,
        method,
        headers: signed,
        signal: limit.signal,
        ...(method === "GET" ? {} : { body }),
      });
      return { status: response.statusCode, headers: response.headers, body: await readText(response.body) };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    send,
    /** Hands one item to the app; never throws. */
    call: async (url: string, headers: Record<string, string>, body: string): Promise<Outcome> => {
      try {
        return readResponse(await send("POST", url, headers, body), Date.now(), signingKey);
      } catch (error) {
        return error instanceof CallLimitError ? { kind: "expired" } : toOutcome(error, url);
      }
    },
    close: (): Promise<void> => agent.destroy(),
  };
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_RESPONSE_BYTES)
      throw new Error(`The app's answer is larger than ${MAX_RESPONSE_BYTES / 1024 / 1024} MiB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function toOutcome(error: unknown, url: string): Outcome {
  const code = errorCode(error);
  const { origin } = new URL(url);
  const reason = error instanceof Error && error.message ? error.message : String(code);
  if (code && UNDELIVERED.has(code)) {
    return {
      kind: "unreachable",
      error: { name: "AppUnreachable", message: `The app at ${origin} cannot be reached: ${reason}.` },
    };
  }
  const message = `The connection to the app at ${origin} broke before it answered: ${reason}.`;
  return { kind: "broken", error: { name: "AppConnectionBroken", message } };
}

/** The system's code of an error; several connection attempts (IPv4 and IPv6) come as one AggregateError. */
function errorCode(error: unknown): string | null {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause ? errorCode(error.cause) : null;
}
