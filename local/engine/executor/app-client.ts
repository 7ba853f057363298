import { Agent, request } from "undici";
import { signature } from "../signing.ts";
import { type Outcome, type RawResponse, readResponse } from "./response.ts";

export type AppClient = ReturnType<typeof createAppClient>;

const CALL_LIMIT_MS = 2 * 3_600_000;
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

/** HTTP towards the apps: kept-alive connections, up to two hours a call, signed when there is a key. */
export function createAppClient({ signingKey, maxInFlight }: { signingKey?: string | undefined; maxInFlight: number }) {
  const agent = new Agent({
    connect: { timeout: CONNECT_LIMIT_MS },
    headersTimeout: CALL_LIMIT_MS,
    bodyTimeout: CALL_LIMIT_MS,
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
    const response = await request(url, {
      dispatcher: agent,
      method,
      headers: signed,
      ...(method === "GET" ? {} : { body }),
    });
    return { status: response.statusCode, headers: response.headers, body: await readText(response.body) };
  }

  return {
    send,
    /** Hands one item to the app; never throws. */
    call: async (url: string, headers: Record<string, string>, body: string): Promise<Outcome> => {
      try {
        return readResponse(await send("POST", url, headers, body), Date.now(), signingKey);
      } catch (error) {
        return toOutcome(error, url);
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
