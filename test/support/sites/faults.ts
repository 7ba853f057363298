import { setTimeout as sleep } from "node:timers/promises";
import type { Hono } from "hono";

/** Ways a site turns a visitor away or fails. */
export type Fault = "401" | "403-challenge" | "429" | "451" | "short-200" | "slow" | "drop" | "500";

/** What answers at addresses that contain a text; the first that fits. */
export type Faults = Map<string, Fault>;

/** Puts the faults before every route of a site. */
export function withFaults(app: Hono, faults: Faults): void {
  app.use("*", async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    const fault = [...faults].find(([text]) => (pathname + search).includes(text))?.[1];
    if (fault === undefined) return next();
    if (fault === "slow") {
      await sleep(300);
      return next();
    }
    return answerOf(fault);
  });
}

function answerOf(fault: Exclude<Fault, "slow">): Response {
  const html = { "content-type": "text/html" };
  switch (fault) {
    case "403-challenge":
      return new Response("<title>Just a moment...</title>", {
        status: 403,
        headers: { ...html, server: "cloudflare" },
      });
    case "429":
      return new Response("slow down", { status: 429, headers: { "retry-after": "2" } });
    case "short-200":
      return new Response("<html><body>Please enable JavaScript.</body></html>", { headers: html });
    case "drop":
      return new Response(brokenStream(), { headers: html });
    default:
      return new Response("no", { status: Number(fault) });
  }
}

const brokenStream = () =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("<html>"));
      controller.error(new Error("dropped"));
    },
  });
