import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Call = { headers: IncomingHttpHeaders; stepId: string | null; body: CallBody };
export type CallBody = {
  event: { id: string; name: string; data: Record<string, unknown> };
  events: unknown[];
  steps: Record<string, unknown>;
  version: number;
  use_api: boolean;
  ctx: {
    fn_id: string;
    run_id: string;
    attempt: number;
    max_attempts: number;
    qi_id: string;
    generation_id: number;
    disable_immediate_execution: boolean;
    stack: { stack: string[]; current: number };
  };
};
export type ScriptedAnswer =
  | { status: number; body: unknown; headers?: Record<string, string> }
  | "hang"
  | "break"
  | "trickle";

/**
 * An app that speaks the protocol by script, for answers the real SDK gives rarely or never.
 * @param token the bearer token its registration carries, where the engine asks for one.
 */
export async function startScriptedApp(
  engineUrl: string,
  config: Record<string, unknown>,
  script: (call: Call, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>,
  token?: string,
) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? "/", "http://app");
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as CallBody;
    const call = { headers: request.headers, stepId: url.searchParams.get("stepId"), body };
    calls.push(call);
    const answer = await script(call, calls.length - 1);
    if (answer === "hang") return;
    if (answer === "trickle") {
      response.writeHead(201, { "x-inngest-sdk": "js:v4.24.0" });
      const spaces = setInterval(() => response.write(" "), 50);
      response.on("close", () => clearInterval(spaces));
      return;
    }
    if (answer === "break") {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, {
      "x-inngest-sdk": "js:v4.24.0",
      "x-inngest-req-version": "2",
      ...answer.headers,
    });
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/inngest`;
  const steps = { step: { id: "step", name: "step", runtime: { type: "http", url: `${url}?fnId=raw-f&stepId=step` } } };
  const register = (fn: Record<string, unknown> = config): Promise<Response> =>
    fetch(`${engineUrl}/fn/register`, {
      method: "POST",
      ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
      body: JSON.stringify({
        url,
        appName: "raw",
        sdk: "js:v4.24.0",
        functions: [{ id: "raw-f", name: "f", triggers: [{ event: "raw" }], steps, ...fn }],
      }),
    });
  const response = await register();
  if (!response.ok) throw new Error(await response.text());
  return {
    calls,
    url,
    register,
    close: (): void => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export const op = (kind: string, id: string, rest: Record<string, unknown> = {}): Record<string, unknown> => ({
  op: kind,
  id,
  name: id,
  displayName: id,
  opts: {},
  data: null,
  ...rest,
});
