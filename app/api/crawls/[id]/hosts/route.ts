import { crawlHostsSchema } from "@/lib/contracts/crawls";
import { listCrawlHosts } from "@/lib/crawl/crawls.repository";
import { apiRoute } from "@/lib/http/api-route";
import { idParamsSchema } from "../../../id-params";

/** GET → how each host of a crawl is treated and what came from it. 404 unknown. */
export const GET = apiRoute(
  {
    summary: "The hosts of a crawl: robots, pace, blocks, what came from them",
    scope: "jobs:read",
    params: idParamsSchema,
    answers: { 200: crawlHostsSchema },
  },
  async ({ deps, params }) => Response.json({ items: await listCrawlHosts(deps.db, params.id) }),
);
