import {
  type AnalyzeRequest,
  type AnalyzeResponse,
  analyzeResponseSchema,
  type WorkerAction,
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

/** One of the workers as this process knows it. */
interface Seat {
  readonly url: string;
  /** Calls of this process it has not answered yet. */
  inFlight: number;
  /** It asked to be left alone until then, in epoch milliseconds. */
  restsUntilMs: number;
  lastTurn: number;
}

export interface GpuClient {
  analyze(request: AnalyzeRequest): Promise<AnalyzeResponse>;
  status(): Promise<{ url: string; status: WorkerStatus | null }[]>;
  /** Tells one worker what to do, and answers how it is. @throws {UpstreamError} it is out of reach. */
  tell(url: string, action: WorkerAction): Promise<WorkerStatus>;
}

/**
 * Sends each call to the worker with the least to do, the one that has waited longest first. One that cannot be reached, fails
 * or takes nothing now is passed over for the next, until all were asked.
 */
export function createGpuClient(options: { urls: string[]; token: string }): GpuClient {
  let turn = 0;
  const seats = options.urls.map((url): Seat => ({ url, inFlight: 0, restsUntilMs: 0, lastTurn: 0 }));
  const headers = { authorization: `Bearer ${options.token}`, "content-type": "application/json" };
  const quick = { timeoutMs: STATUS_TIMEOUT_MS, patienceMs: 0 };

  async function post(seat: Seat, body: string, patienceMs: number): Promise<AnalyzeResponse> {
    const url = new URL("/v1/analyze", seat.url);
    const answer = await reach(url, { method: "POST", headers, body }, { timeoutMs: ANALYZE_TIMEOUT_MS, patienceMs });
    if (answer.status === 200) return analyzeResponseSchema.parse(JSON.parse(answer.text));
    const detail = `The gpu-worker answered ${answer.status}: ${answer.text.slice(0, 500)}`;
    const { retryAfterMs } = answer;
    if (retryAfterMs !== undefined) seat.restsUntilMs = Date.now() + retryAfterMs;
    if (answer.status === 507) throw new MemoryError(detail, { retryAfterMs });
    if (answer.status >= 500 || answer.status === 429) throw new UpstreamError(detail, { retryAfterMs });
    throw new AppError("internal", detail);
  }

  async function take(seat: Seat, body: string, patienceMs: number): Promise<AnalyzeResponse> {
    seat.lastTurn = ++turn;
    seat.inFlight += 1;
    try {
      return await post(seat, body, patienceMs);
    } finally {
      seat.inFlight -= 1;
    }
  }

  return {
    async analyze(request) {
      const body = JSON.stringify(request);
      let failure: unknown;
      const order = byEase(seats);
      for (const [index, seat] of order.entries()) {
        try {
          // A worker that starts is waited for only where no other is left.
          return await take(seat, body, index === order.length - 1 ? PATIENCE_MS : 0);
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
          const status = await reach(new URL("/v1/status", url), { headers }, quick)
            .then((answer) => workerStatusSchema.parse(JSON.parse(answer.text)))
            .catch(() => null); // out of reach, not ours, or no worker at all
          return { url, status };
        }),
      ),
    async tell(url, action) {
      const answer = await reach(new URL(`/v1/${action}`, url), { method: "POST", headers }, quick);
      const status = workerStatusSchema.safeParse(answer.status === 202 ? JSON.parse(answer.text) : null);
      if (status.success) return status.data;
      throw new UpstreamError(`The gpu-worker at ${url} answered ${answer.status} to ${action}.`);
    },
  };
}

/** The order to ask in: who rests comes last, then who has least to do, then who had the last call longest ago. */
function byEase(seats: readonly Seat[]): Seat[] {
  const now = Date.now();
  const rests = (seat: Seat) => (seat.restsUntilMs > now ? 1 : 0);
  return seats.toSorted((a, b) => rests(a) - rests(b) || a.inFlight - b.inFlight || a.lastTurn - b.lastTurn);
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
