import {
  type AnalyzeRequest,
  type AnalyzeResponse,
  analyzeResponseSchema,
  type WorkerStatus,
  workerStatusSchema,
} from "@/lib/contracts/analyze";
import { AppError, UpstreamError } from "@/lib/errors";
import { fetchWhenListening } from "@/lib/http/fetch-when-listening";

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
    const response = await reach(
      new URL("/v1/analyze", url),
      { method: "POST", headers, body },
      { timeoutMs: ANALYZE_TIMEOUT_MS, patienceMs: PATIENCE_MS },
    );
    if (response.ok) return analyzeResponseSchema.parse(await response.json());
    const detail = `The gpu-worker answered ${response.status}: ${(await response.text()).slice(0, 500)}`;
    if (response.status >= 500 || response.status === 429) throw new UpstreamError(detail);
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
          if (!(error instanceof UpstreamError)) throw error;
          failure = error;
        }
      }
      throw failure;
    },
    status: () =>
      Promise.all(
        options.urls.map(async (url) => {
          const response = await reach(
            new URL("/v1/status", url),
            { headers },
            { timeoutMs: STATUS_TIMEOUT_MS, patienceMs: 0 },
          ).catch(() => null);
          return { url, status: response?.ok ? workerStatusSchema.parse(await response.json()) : null };
        }),
      ),
  };
}

async function reach(
  url: URL,
  init: RequestInit,
  { timeoutMs, patienceMs }: { timeoutMs: number; patienceMs: number },
): Promise<Response> {
  try {
    return await fetchWhenListening(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }, patienceMs);
  } catch (cause) {
    throw new UpstreamError(`The gpu-worker at ${url.origin} could not be reached.`, { cause });
  }
}
