import { HttpError, type Route } from "./server.ts";

const LEFT_OUT: readonly [method: string, path: string, feature: string][] = [
  ["POST", "/v0/connect/start", "Connect (apps that dial in over a websocket)"],
  ["POST", "/v1/checkpoint", "durable endpoints"],
  ["POST", "/v1/checkpoint/:runId/steps", "durable endpoints"],
  ["GET", "/v1/http/runs/:runId/output", "durable endpoints"],
  ["POST", "/v1/realtime/token", "realtime subscriptions"],
  ["GET", "/v1/realtime/sse", "realtime subscriptions"],
  ["GET", "/v1/realtime/connect", "realtime subscriptions"],
  ["POST", "/v2/sandboxes", "sandboxes"],
];

/**
 * What this engine does not do, said clearly. Publishing to realtime channels is accepted and dropped: nobody can
 * subscribe here, and the SDK would fail the step otherwise.
 */
export function leftOutRoutes(): Route[] {
  const refused = LEFT_OUT.map(
    ([method, path, feature]): Route => ({
      method,
      path,
      auth: "none",
      handler: () => {
        throw new HttpError(501, `The embedded engine has no ${feature}; use an Inngest server for that.`);
      },
    }),
  );
  const accepted = ["/v1/realtime/publish", "/v1/realtime/publish/tee"].map(
    (path): Route => ({ method: "POST", path, auth: "signing-key", handler: () => ({ status: 200, body: {} }) }),
  );
  return [...refused, ...accepted];
}
