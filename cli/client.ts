import createClient from "openapi-fetch";
import { type Problem, problemSchema } from "../lib/contracts/common.ts";
import type { paths } from "./api-types.ts";

export type ModomoClient = ReturnType<typeof createModomoClient>;

/**
 * The HTTP API, typed from its OpenAPI document: `client.GET("/api/jobs", { params: { query: { status: "failed" } } })`.
 * @param options.baseUrl where the app runs, e.g. `http://127.0.0.1:3000`.
 * @param options.apiKey `mdm_…`
 */
export function createModomoClient({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }) {
  return createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${apiKey}` } });
}

/** An answer that is no success, with what the API says about it. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly problem: Problem;
  /** Seconds to wait before trying again, where the API named them. */
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null) {
    const fields = problem.errors?.map(({ field, message }) => `\n  ${field}: ${message}`).join("") ?? "";
    super(`${problem.title}: ${problem.detail}${fields}`);
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What a call answered. @throws {ApiError} it was refused or failed. */
export async function dataOf<Data>(call: Promise<{ data?: Data; error?: unknown; response: Response }>): Promise<Data> {
  const { data, error, response } = await call;
  if (response.ok) return data as Data;
  const parsed = problemSchema.safeParse(error);
  const { status, statusText, url } = response;
  const stranger = { type: "about:blank", title: `HTTP ${status}`, status, detail: statusText, instance: url };
  const waitS = Number(response.headers.get("retry-after"));
  throw new ApiError(parsed.success ? parsed.data : stranger, waitS > 0 ? waitS : null);
}
