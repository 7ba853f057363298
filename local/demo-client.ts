import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { problemSchema } from "../lib/contracts/common.ts";
import { dashboardSchema } from "../lib/contracts/dashboard.ts";
import { activeJobsSchema, jobDetailSchema, jobItemPageSchema, jobStartedSchema } from "../lib/contracts/jobs.ts";
import { scenePageSchema } from "../lib/contracts/scenes.ts";

export type DemoClient = ReturnType<typeof createDemoClient>;

/** A part of the stack that is being restarted does not answer for a while; longer than this it is broken. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 500;

/** The product's HTTP API as the demo uses it. Calls outlast a restart of any part of the stack. */
export function createDemoClient(options: { baseUrl: string; apiKey: string; signal: AbortSignal }) {
  const { baseUrl, apiKey, signal } = options;

  async function call<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<z.infer<Schema>> {
    const request = {
      method: init.method ?? "GET",
      headers: { ...init.headers, authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: init.body === undefined ? undefined : JSON.stringify(init.body),
    };
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const attempt = await tryOnce(`${baseUrl}${path}`, { ...request, signal });
      if ("json" in attempt) return schema.parse(attempt.json);
      if (!attempt.isTemporary || Date.now() > deadline) {
        throw new Error(`${request.method} ${path} failed: ${attempt.problem}`);
      }
      await sleep(PAUSE_MS, undefined, { signal });
    }
  }

  return {
    /** @param key the same key never starts a second job. */
    start: (path: string, body: unknown, key: string) =>
      call(path, jobStartedSchema, { method: "POST", body, headers: { "idempotency-key": key } }),
    job: (id: string) => call(`/api/jobs/${id}`, jobDetailSchema),
    activeJobs: () => call("/api/jobs/active", activeJobsSchema),
    failedItems: (id: string) => call(`/api/jobs/${id}/items?status=failed&limit=100`, jobItemPageSchema),
    dashboard: () => call("/api/dashboard", dashboardSchema),
    /** Every scene, page by page. */
    scenes: async () => {
      const scenes: z.infer<typeof scenePageSchema>["items"] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const page: z.infer<typeof scenePageSchema> = await call(`/api/scenes?limit=100${query}`, scenePageSchema);
        scenes.push(...page.items);
        cursor = page.next_cursor;
      } while (cursor !== null);
      return scenes;
    },
  };
}

type Attempt = { json: unknown } | { problem: string; isTemporary: boolean };

async function tryOnce(url: string, init: RequestInit & { signal: AbortSignal }): Promise<Attempt> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any([init.signal, AbortSignal.timeout(30_000)]) });
    const text = await response.text();
    if (response.ok) return { json: JSON.parse(text) };
    const isTemporary = response.status >= 500 || response.status === 429;
    return { problem: `${response.status} ${readProblem(text)}`, isTemporary };
  } catch (error) {
    init.signal.throwIfAborted();
    return { problem: String(error), isTemporary: true };
  }
}

function readProblem(text: string): string {
  try {
    const { title, detail, errors } = problemSchema.parse(JSON.parse(text));
    return [title, detail, ...(errors ?? []).map(({ field, message }) => `${field}: ${message}`)].join("; ");
  } catch {
    return text.slice(0, 200);
  }
}
