import type { EngineConfig } from "../config.ts";
import { bearerToken, isSameSecret } from "../signing.ts";
import { HttpError, type Request, type Route } from "./server.ts";

/** Checks the key a route asks for; an engine without keys lets everybody in (it then serves this machine only). */
export function createAuthorizer(config: EngineConfig): (route: Route, request: Request) => void {
  const tokens = [config.signingKey, config.signingKeyFallback].flatMap((key) => (key ? [bearerToken(key)] : []));
  return ({ auth }, { params, headers }) => {
    if (auth === "event-key" && config.eventKeys.length > 0) {
      const key = params.eventKey ?? "";
      if (!config.eventKeys.some((known) => isSameSecret(key, known))) throw new HttpError(401, "Event key not known.");
    }
    if (auth === "signing-key" && tokens.length > 0) {
      const given = (headers.authorization ?? "").replace(/^Bearer /, "");
      if (!tokens.some((token) => isSameSecret(given, token))) throw new HttpError(401, "Signing key not known.");
    }
  };
}
