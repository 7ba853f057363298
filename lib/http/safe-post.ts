import type { LookupFunction } from "node:net";
import { Agent, request } from "undici";
import { InvalidInputError, UpstreamError } from "@/lib/errors";
import { createGuardedConnector } from "./safe-fetch-address";
import { parseRetryAfterMs } from "./safe-fetch-status";
import { checkUrl, parseOrigins, UNREACHABLE } from "./safe-fetch-url";

export interface SafePostOptions {
  userAgent: string;
  /** Exact origins that may be private or use another port. Default none. */
  privateOrigins?: readonly string[];
  /** From the first lookup to the answer. Default 10 s. */
  timeoutMs?: number;
  /** Name resolver, for tests. What it answers is checked all the same. */
  lookup?: LookupFunction;
}

export interface SafePost {
  /**
   * POSTs text to an address somebody gave us, under the rules of safe fetch; a redirect is not followed, and what the answer
   * says is not read.
   * @throws {InvalidInputError} the address breaks a rule, or the other side refuses for good (a status that trying again
   * does not mend). @throws {BlockedUrlError} a private host.
   * @throws {UpstreamError} unreachable, too slow, 408, 429 or 5xx.
   */
  post(url: string, body: string, headers: Record<string, string>): Promise<void>;
  close(): Promise<void>;
}

/** The one way this product sends to an address it was given. Never uses a proxy from the environment. */
export function createSafePost(options: SafePostOptions): SafePost {
  const privateOrigins = parseOrigins(options.privateOrigins ?? []);
  const { timeoutMs = 10_000, userAgent, lookup } = options;
  const dispatcher = new Agent({
    connect: createGuardedConnector({ privateOrigins, connectTimeoutMs: timeoutMs, lookup }),
    allowH2: false,
  });

  async function send(url: URL, body: string, headers: Record<string, string>) {
    try {
      const answer = await request(url, {
        dispatcher,
        method: "POST",
        body,
        headers: { "content-type": "application/json", ...headers, "user-agent": userAgent },
        signal: AbortSignal.timeout(timeoutMs),
      });
      answer.body.on("error", () => undefined).destroy(); // the status says all we want to know
      return answer;
    } catch (cause) {
      throw new UpstreamError(UNREACHABLE, { cause });
    }
  }

  return {
    async post(input, body, headers) {
      const url = checkUrl(input, privateOrigins);
      const { statusCode: status, headers: answered } = await send(url, body, headers);
      if (status >= 200 && status < 300) return;
      const detail = `${url.host} answered with status ${status}.`;
      if (status === 408 || status === 429 || status >= 500) {
        const retryAfterMs = parseRetryAfterMs(answered["retry-after"], Date.now());
        throw new UpstreamError(detail, retryAfterMs === undefined ? {} : { retryAfterMs });
      }
      throw new InvalidInputError(detail);
    },
    close: () => dispatcher.destroy(),
  };
}
