import {
  type AnalyzeRequest,
  type AnalyzeResponse,
  analyzeResponseSchema,
  type WorkerStatus,
  workerStatusSchema,
} from "@/lib/contracts/analyze";
import { AppError, MemoryError, TimeoutError, UpstreamError } from "@/lib/errors";
import { fetchWhenListening, isRefused } from "@/lib/http/fetch-when-listening";
import { parseRetryAfterMs } from "@/lib/http/safe-fetch-status";

const ANALYZE_TIMEOUT_MS = 4 * 60_000;
const STATUS_TIMEOUT_MS = 5_000;
/** A worker loads its models before it listens. */
const PATIENCE_MS = 20_000;

export interface GpuClient {
  analyze(request: AnalyzeRequest): Promise<AnalyzeResponse>;
  status(): Promise<{ url: string; status: WorkerStatus | null }[]>;
}

/** Talks to the gpu-workers in turn; a worker that does not answer is passed over once before the call fails. */
export function createGpuClient(options: { urls: string[]; token: string }): GpuClient {
  let turn = 0;
  const headers = { authorization: `Bearer ${options.token}`, "content-type": "application/json" };

  async function post(url: string, body: string): Promise<AnalyzeResponse> {
    const answer = await reach(
      new URL("/v1/analyze", url),
      { method: "POST", headers, body },
      { timeoutMs: ANALYZE_TIMEOUT_MS, patienceMs: PATIENCE_MS },
    );
    if (answer.status === 200) return analyzeResponseSchema.parse(JSON.parse(answer.text));
    const detail = `The gpu-worker answered ${answer.status}: ${answer.text.slice(0, 500)}`;
    const { retryAfterMs } = answer;
    if (answer.status === 507) throw new MemoryError(detail, { retryAfterMs });
    if (answer.status >= 500 || answer.status === 429) throw new UpstreamError(detail, { retryAfterMs });
    throw new AppError("internal", detail);
  }

  return {
    async analyze(request) {
      const body = JSON.stringify(request);
      let failure: unknown;
      for (let tried = 0; tried < Math.min(2, options.urls.length); tried += 1) {
        const url = options.urls[turn++ % options.urls.length];
        if (url === undefined) break;
        try {
          return await post(url, body);
        } catch (error) {
          // What took one worker down would take the next one down too.
          if (!(error instanceof UpstreamError) || error instanceof MemoryError) throw error;
          failure = error;
        }
      }
      throw failure;
    },
    status: () =>
      Promise.all(
        options.urls.map(async (url) => {
          const times = { timeoutMs: STATUS_TIMEOUT_MS, patienceMs: 0 };
          const status = await reach(new URL("/v1/status", url), { headers }, times)
            .then((answer) => workerStatusSchema.parse(JSON.parse(answer.text)))
            .catch(() => null); // out of reach, not ours, or no worker at all
          return { url, status };
        }),
      ),
  };
}

/**
 * The whole answer. @throws {UpstreamError} out of reach; {TimeoutError} no answer in time; {MemoryError} a worker that took
 * the request and broke off, as one does that is killed for its memory.
 */
async function reach(
  url: URL,
  init: RequestInit,
  { timeoutMs, patienceMs }: { timeoutMs: number; patienceMs: number },
): Promise<{ status: number; text: string; retryAfterMs?: number }> {
  try {
    const response = await fetchWhenListening(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }, patienceMs);
    const retryAfterMs = parseRetryAfterMs(response.headers.get("retry-after") ?? undefined, Date.now());
    const answer = { status: response.status, text: await response.text() };
    return retryAfterMs === undefined ? answer : { ...answer, retryAfterMs };
  } catch (cause) {
    if (cause instanceof Error && cause.name === "TimeoutError")
      throw new TimeoutError(`The gpu-worker at ${url.origin} gave no answer within ${timeoutMs / 1000} s.`, { cause });
    if (hasConnected(cause))
      throw new MemoryError(`The gpu-worker at ${url.origin} broke off in the middle of its work.`, { cause });
    throw new UpstreamError(`The gpu-worker at ${url.origin} could not be reached.`, { cause });
  }
}

/** The connection stood and was cut: reset or closed from the other side, before or in the middle of the answer. */
function hasConnected(error: unknown): boolean {
  if (!(error instanceof Error) || isRefused(error)) return false;
  if ("code" in error && ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(String(error.code))) return true;
  return hasConnected(error.cause);
}
