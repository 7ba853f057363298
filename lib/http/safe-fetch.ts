import type { LookupFunction } from "node:net";
import { Agent, type Dispatcher, request } from "undici";
import { AppError, InvalidInputError, TimeoutError, UpstreamError } from "@/lib/errors";
import { createGuardedConnector } from "./safe-fetch-address";
import { readBody } from "./safe-fetch-body";
import { parseRateLimitMs, parseRetryAfterMs } from "./safe-fetch-status";
import { checkUrl, parseOrigins, resolveRedirect, UNREACHABLE } from "./safe-fetch-url";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface SafeFetchOptions {
  /** Sent as it is: an honest name with a way to reach us, such as `Modomo/0.1 (+https://example.org/bot)`. */
  userAgent: string;
  /** Exact origins that may be private or use another port, such as `http://127.0.0.1:8791`. Default none. */
  privateOrigins?: readonly string[];
  /** Of one answer, decoded. Default 25 MiB. */
  maxBytes?: number;
  /** From the first lookup to the last byte, redirects included. Default 30 s. */
  totalTimeoutMs?: number;
  connectTimeoutMs?: number;
  maxRedirects?: number;
  /** Sockets to one origin. Default 4. */
  connectionsPerOrigin?: number;
  /** Name resolver, for tests. What it answers is checked all the same. */
  lookup?: LookupFunction;
}

export interface FetchOptions {
  accept?: string;
  /** Lower than the fetcher's own limit, for small files such as robots.txt. */
  maxBytes?: number;
  /** Accept a gzip, deflate or brotli answer, for HTML. An image is never compressed in transit by an honest server. */
  allowCompressed?: boolean;
  /** Only these bytes, both ends included; unlike `headers` it goes along wherever a redirect leads. */
  range?: { start: number; end: number };
  /** Redirects, 429 and 503 are answers like any other, for a caller that has rules of its own for each hop. */
  isRaw?: boolean;
  /** More request headers, such as `if-none-match`. Dropped when a redirect leaves the origin. */
  headers?: Record<string, string>;
}

/** An answer of any status but 429 and 503 (and redirects), unless asked for raw. Header names are lower case; a repeated header is an array. */
export interface FetchedBytes {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Where the answer came from, after redirects. */
  url: string;
  bytes: Buffer;
}

export interface SafeFetch {
  /**
   * GETs an address nobody vouches for: public addresses only, each redirect checked again, capped in bytes and time.
   * @throws {InvalidInputError} the address or the answer breaks a rule that trying again cannot mend.
   * @throws {BlockedUrlError} the address names a private host.
   * @throws {UpstreamError} unreachable (or resolving to a private address: same text), too slow, 429 or 503.
   */
  fetchBytes(url: string, options?: FetchOptions): Promise<FetchedBytes>;
  /** Closes idle connections; the fetcher cannot be used afterwards. */
  close(): Promise<void>;
}

/** The one way this product fetches an address it was given. Never uses a proxy from the environment. */
export function createSafeFetch(options: SafeFetchOptions): SafeFetch {
  const privateOrigins = parseOrigins(options.privateOrigins ?? []);
  const { maxBytes = 25 * 1024 * 1024, totalTimeoutMs = 30_000, connectTimeoutMs = 5_000, maxRedirects = 5 } = options;
  const dispatcher = new Agent({
    connect: createGuardedConnector({ privateOrigins, connectTimeoutMs, lookup: options.lookup }),
    connections: options.connectionsPerOrigin ?? 4,
    allowH2: false,
  });

  async function fetchBytes(input: string, fetchOptions: FetchOptions = {}): Promise<FetchedBytes> {
    // Not `AbortSignal.timeout`: its timer keeps the whole request in memory until it fires.
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), totalTimeoutMs).unref();
    try {
      return await fetchWithin(deadline.signal, input, fetchOptions);
    } finally {
      clearTimeout(timer);
    }
  }

  async function fetchWithin(signal: AbortSignal, input: string, fetchOptions: FetchOptions): Promise<FetchedBytes> {
    const limit = Math.min(fetchOptions.maxBytes ?? maxBytes, maxBytes);
    let url = checkUrl(input, privateOrigins);
    const firstOrigin = url.origin;
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const own = url.origin === firstOrigin ? fetchOptions.headers : undefined;
      const answer = await send(url, {
        signal,
        headers: { ...own, ...defaultHeaders(options.userAgent, fetchOptions) },
      });
      const location = answer.headers.location;
      if (!isRedirect(answer.statusCode) || typeof location !== "string") {
        return await read(url, answer, { signal, limit, ...fetchOptions });
      }
      abandon(answer);
      if (fetchOptions.isRaw)
        return { status: answer.statusCode, headers: answer.headers, url: url.href, bytes: Buffer.alloc(0) };
      url = resolveRedirect(url, location, privateOrigins);
    }
    throw new InvalidInputError(`The site redirects more than ${maxRedirects} times.`);
  }

  async function send(url: URL, init: { signal: AbortSignal; headers: Record<string, string> }) {
    try {
      return await request(url, { dispatcher, ...init, headersTimeout: totalTimeoutMs, bodyTimeout: totalTimeoutMs });
    } catch (cause) {
      throw init.signal.aborted ? new TimeoutError(UNREACHABLE, { cause }) : new UpstreamError(UNREACHABLE, { cause });
    }
  }

  async function read(
    url: URL,
    answer: Dispatcher.ResponseData,
    { signal, limit, allowCompressed = false, isRaw = false }: ReadOptions,
  ): Promise<FetchedBytes> {
    const { statusCode: status, headers } = answer;
    try {
      if (!isRaw && (status === 429 || status === 503)) {
        const retryAfterMs =
          parseRetryAfterMs(headers["retry-after"], Date.now()) ?? parseRateLimitMs(headers.ratelimit);
        throw new UpstreamError(`${url.host} asks us to slow down (status ${status}).`, { retryAfterMs });
      }
      return { status, headers, url: url.href, bytes: await readBody(answer, { limit, allowCompressed }) };
    } catch (cause) {
      abandon(answer);
      if (cause instanceof AppError) throw cause;
      if (signal.aborted)
        throw new TimeoutError(`The download from ${url.host} took longer than ${totalTimeoutMs / 1000} s.`, { cause });
      throw new UpstreamError(`The download from ${url.host} broke off.`, { cause });
    }
  }

  return { fetchBytes, close: () => dispatcher.destroy() };
}

interface ReadOptions extends Pick<FetchOptions, "allowCompressed" | "isRaw"> {
  signal: AbortSignal;
  limit: number;
}

/** Whether a status leads on to the address in `location`. */
export const isRedirect = (status: number): boolean => REDIRECTS.has(status);

/** Drops the rest of an answer. Its abort error is ours, so nobody needs to hear of it. */
function abandon(answer: Dispatcher.ResponseData): void {
  answer.body.on("error", () => undefined).destroy();
}

const defaultHeaders = (userAgent: string, { accept = "*/*", allowCompressed = false, range }: FetchOptions) => ({
  "user-agent": userAgent,
  accept,
  ...(range && { range: `bytes=${range.start}-${range.end}` }),
  "accept-encoding": allowCompressed ? "gzip, deflate, br" : "identity",
});
