import { setTimeout as sleep } from "node:timers/promises";
import robotsParser, { type Robot } from "robots-parser";
import type { Env } from "@/lib/env";
import { ForbiddenError, InvalidInputError, UpstreamError } from "@/lib/errors";
import type { FetchedBytes, SafeFetch } from "@/lib/http/safe-fetch";
import type { RightsEntry } from "@/lib/scenes/scenes.repository";

export interface PoliteAnswer extends FetchedBytes {
  rights: RightsEntry[];
}
export interface PoliteFetch {
  get(url: string, what: "page" | "image"): Promise<PoliteAnswer>;
}
export function createPoliteFetch({ env, safeFetch }: { env: Env; safeFetch: SafeFetch }): PoliteFetch {
  const robots = new Map<string, Robot>();
  return {
    async get(url, what) {
      const origin = new URL(url).origin;
      let rules = robots.get(origin);
      if (!rules) {
        const answer = await safeFetch.fetchBytes(`${origin}/robots.txt`, { maxBytes: 512 * 1024, allowCompressed: true });
        rules = robotsParser(`${origin}/robots.txt`, answer.status === 200 ? answer.bytes.toString() : "");
        robots.set(origin, rules);
      }
      if (rules.isAllowed(url, "Modomo") === false) throw new ForbiddenError(`robots.txt of ${origin} asks not to fetch ${url}.`);
      await sleep(env.MODOMO_CRAWL_DELAY_MS);
      const answer = await safeFetch.fetchBytes(url, { allowCompressed: what === "page" });
      if (answer.status >= 500) throw new UpstreamError(`${url} answered ${answer.status}.`);
      if (answer.status !== 200) throw new InvalidInputError(`${url} answered ${answer.status}.`);
      return { ...answer, rights: [{ url, kind: "robots", decision: "allowed", detail: "robots.txt allows it" }] };
    },
  };
}
