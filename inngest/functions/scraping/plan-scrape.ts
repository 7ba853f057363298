import { planScrapePage, scrapeInputSchema } from "@/lib/sources/plan-scrape";
import { planFunction } from "../../plan-function";

export const planScrape = planFunction({
  id: "plan-scrape",
  kind: "scrape",
  input: scrapeInputSchema,
  page: planScrapePage,
});
