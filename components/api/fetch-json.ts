import { z } from "zod";
import { problemSchema } from "@/lib/contracts/common";
import { signInPath } from "./next-path";
import { ProblemError } from "./problem-error";

interface FetchJsonOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; a form as multipart, a file as it is. */
  body?: FormData | Blob | Record<string, unknown>;
  signal?: AbortSignal;
  /** A 401 is the answer itself (wrong password), not the end of a session. */
  isSignIn?: boolean;
}

/**
 * Calls the API of this app and parses the answer.
 * A lost session leaves the page for sign-in and comes back afterwards.
 * @throws {ProblemError} any answer but 2xx, an answer that is not what the contract says, or none at all.
 */
export async function fetchJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  options: FetchJsonOptions = {},
): Promise<z.infer<Schema>> {
  const response = await send(path, options);
  if (response.status === 401 && !options.isSignIn) leaveForSignIn();
  if (!response.ok) throw await toProblem(response);
  if (response.status === 204) return schema.parse(null);
  const answer = schema.safeParse(await response.json());
  if (answer.success) return answer.data;
  throw new ProblemError({
    status: response.status,
    title: "Unexpected answer",
    message: `The server answered in a form this page does not know: ${z.prettifyError(answer.error)}`,
    cause: answer.error,
  });
}

async function send(path: string, { method = "GET", body, signal }: FetchJsonOptions): Promise<Response> {
  const headers = new Headers({ accept: "application/json" });
  if (method !== "GET") headers.set("x-modomo-csrf", "1");
  const isRaw = body instanceof FormData || body instanceof Blob;
  if (body && !isRaw) headers.set("content-type", "application/json");
  try {
    return await fetch(path, { method, headers, signal: signal ?? null, body: isRaw ? body : JSON.stringify(body) });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ProblemError({
      status: 0,
      title: "No connection",
      message: "The server did not answer. Check that Modomo is running, then try again.",
      cause,
    });
  }
}

async function toProblem(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = problemSchema.safeParse(body);
  if (!problem.success) {
    const message = `The server answered ${response.status} ${response.statusText} without saying why.`;
    return new ProblemError({ status: response.status, title: "Request failed", message });
  }
  const { status, title, detail, errors } = problem.data;
  return new ProblemError({ status, title, message: detail, fields: errors ?? [] });
}

function leaveForSignIn(): void {
  window.location.assign(signInPath(window.location.pathname + window.location.search));
}
