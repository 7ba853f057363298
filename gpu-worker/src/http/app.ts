import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Logger } from "pino";
import { analyzeRequestSchema, WORKER_ACTIONS } from "../../../lib/contracts/analyze.ts";
import type { BatchRunner, ParsedRequest } from "../batch.ts";
import type { WorkerControl } from "../control.ts";
import { InferenceDiedError } from "../inference/life.ts";
import { traceRequests } from "../telemetry.ts";
import { requireToken } from "./auth.ts";
import { type FieldError, fieldErrors, ProblemError, problemResponse } from "./problem.ts";

/** Room for a batch of 32 photos of 2 MB each, in base64. */
const BODY_BYTES_MAX = 96 * 1_048_576;
/** Requests held at once; each may hold a whole body in memory. */
const REQUESTS_MAX = 4;

const DIED =
  "The inference process ended twice over images of this request, as it does when memory runs out; send fewer at a time.";

interface AppOptions {
  readonly token: string;
  readonly storageOrigin: string | null;
  readonly runner: BatchRunner;
  readonly control: WorkerControl;
  readonly log: Logger;
}

export function createApp({ token, storageOrigin, runner, control, log }: AppOptions): Hono {
  const app = new Hono();
  const withToken = requireToken(token);
  let requests = 0;

  app.use(traceRequests);
  app.get("/health", (context) => context.json({ status: "ok" }));
  app.get("/v1/status", withToken, (context) => context.json(control.status()));
  for (const action of WORKER_ACTIONS) {
    app.post(`/v1/${action}`, withToken, (context) => {
      control[action]();
      return context.json(control.status(), 202);
    });
  }
  app.post("/v1/analyze", withToken, limitBody(), async (context) => {
    if (control.mode !== "up") {
      await discard(context.req.raw);
      throw new ProblemError(503, "Draining", "The worker finishes what it has and takes nothing new.", {
        headers: { "retry-after": "30" },
      });
    }
    if (requests >= REQUESTS_MAX) {
      await discard(context.req.raw);
      throw new ProblemError(503, "Busy", `The worker already holds ${REQUESTS_MAX} requests; try again soon.`, {
        headers: { "retry-after": "5" },
      });
    }
    requests++;
    try {
      return context.json(await runner.run(parseRequest(await readJson(context.req.raw), storageOrigin)));
    } finally {
      requests--;
    }
  });

  app.notFound((context) => {
    const detail = `${context.req.method} ${context.req.path} does not exist here.`;
    return problemResponse(context, new ProblemError(404, "Not found", detail));
  });
  app.onError((error, context) => {
    if (error instanceof ProblemError) return problemResponse(context, error);
    if (error instanceof InferenceDiedError) {
      log.error({ err: error }, "request given up");
      return problemResponse(context, new ProblemError(507, "Inference ended", DIED));
    }
    log.error({ err: error, path: context.req.path }, "request failed");
    return problemResponse(
      context,
      new ProblemError(500, "Internal error", "The worker failed; its log has the cause."),
    );
  });
  return app;
}

/** Reads a body nobody wants to its end: a caller whose sending is cut off never sees the answer. */
async function discard({ body }: Request): Promise<void> {
  await body?.pipeTo(new WritableStream());
}

const limitBody = () =>
  bodyLimit({
    maxSize: BODY_BYTES_MAX,
    onError: () => {
      const limit = `${BODY_BYTES_MAX / 1_048_576} MiB`;
      const detail = `The body is larger than ${limit}; send fewer images at a time, or URLs.`;
      throw new ProblemError(413, "Too large", detail, { errors: [{ field: "body", message: `at most ${limit}` }] });
    },
  });

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    throw invalid([{ field: "body", message: "must be JSON" }]);
  }
}

function parseRequest(body: unknown, storageOrigin: string | null): ParsedRequest {
  const parsed = analyzeRequestSchema.safeParse(body);
  if (!parsed.success) {
    throw invalid(parsed.error.issues.flatMap((issue) => fieldErrors(issue)));
  }
  const foreign = parsed.data.images.flatMap((image, i): FieldError[] => {
    if (!("url" in image) || new URL(image.url).origin === storageOrigin) return [];
    const allowed = storageOrigin ? `must be on ${storageOrigin}` : "URLs are off; set GPU_WORKER_STORAGE_ORIGIN";
    return [{ field: `images[${i}].url`, message: allowed }];
  });
  if (foreign.length > 0) throw invalid(foreign);
  return parsed.data;
}

function invalid(errors: readonly FieldError[]): ProblemError {
  const fields = errors.map(({ field, message }) => `${field}: ${message}`).join("; ");
  return new ProblemError(400, "Invalid request", fields, { errors });
}
