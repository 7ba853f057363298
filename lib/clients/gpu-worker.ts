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
    const answer = await reach(
      new URL("/v1/analyze", url),
      { method: "POST", headers, body },
      { timeoutMs: ANALYZE_TIMEOUT_MS, patienceMs: PATIENCE_MS },
    );
    if (answer.status === 200) return analyzeResponseSchema.parse(JSON.parse(answer.text));
    const detail = `The gpu-worker answered ${answer.status}: ${answer.text.slice(0, 500)}`;
    if (answer.status >= 500 || answer.status === 429) throw new UpstreamError(detail);
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
          const times = { timeoutMs: STATUS_TIMEOUT_MS, patienceMs: 0 };
          const status = await reach(new URL("/v1/status", url), { headers }, times)
            .then((answer) => workerStatusSchema.parse(JSON.parse(answer.text)))
            .catch(() => null); // out of reach, not ours, or no worker at all
          return { url, status };
        }),
      ),
  };
}

/** The whole answer: a worker that dies while it sends counts as out of reach. @throws {UpstreamError} */
async function reach(
  url: URL,
  init: RequestInit,
  { timeoutMs, patienceMs }: { timeoutMs: number; patienceMs: number },
): Promise<{ status: number; text: string }> {
  try {
    const response = await fetchWhenListening(url, { ...init, signal: AbortSignal.timeout(timeoutMs) }, patienceMs);
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new UpstreamError(`The gpu-worker at ${url.origin} could not be reached.`, { cause });
  }
}
