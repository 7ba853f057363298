import { crawlPageSchema } from "@/lib/contracts/crawls";
import { listQuerySchema } from "@/lib/contracts/identity";
import { listCrawls } from "@/lib/crawl/crawls.repository";
import { apiRoute } from "@/lib/http/api-route";

/** GET → crawls with what came of them so far, newest first. */
export const GET = apiRoute(
  {
    summary: "Crawls with their yield, newest first",
    scope: "jobs:read",
    query: listQuerySchema,
    answers: { 200: crawlPageSchema },
  },
  async ({ deps, query }) => Response.json(await listCrawls(deps.db, query)),
);
