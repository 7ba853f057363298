import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { ProblemError } from "./problem.ts";

/** Lets only requests with `Authorization: Bearer <token>` through. The comparison takes the same time for any token. */
export function requireToken(token: string): MiddlewareHandler {
  const expected = digest(token);
  return async (context, next) => {
    const [, given] = /^Bearer (\S+)$/i.exec(context.req.header("authorization") ?? "") ?? [];
    if (!given || !timingSafeEqual(digest(given), expected)) {
      throw new ProblemError(401, "Unauthorized", "Send the worker's token as `Authorization: Bearer <token>`.", {
        headers: { "www-authenticate": "Bearer" },
      });
    }
    await next();
  };
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
