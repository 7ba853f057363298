import type { Page } from "playwright-core";
import { type JobDetail, type JobItem, jobItemPageSchema } from "@/lib/contracts/jobs";
import type { Visitor } from "./visitor";

/** That a job page showed `count` items of a job as done, and when: the browser's clock is that of the stack. */
interface Sighting {
  jobId: string;
  count: number;
  atMs: number;
}

/** From now on the job page that is open writes down when which count of which stage comes to be shown. */
export async function watchStages(page: Page): Promise<() => Promise<Sighting[]>> {
  const handle = await page.evaluateHandle(() => {
    const sightings: Sighting[] = [];
    const shown = new Map<string, number>();
    const look = () => {
      for (const stage of document.querySelectorAll("ol > li")) {
        const jobId = stage.querySelector("a")?.getAttribute("href")?.split("/").at(-1);
        const count = Number(/· ([\d,]+) \//.exec(stage.textContent ?? "")?.[1]?.replaceAll(",", ""));
        if (!jobId || !count || shown.get(jobId) === count) continue;
        shown.set(jobId, count);
        sightings.push({ jobId, count, atMs: Date.now() });
      }
    };
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    return sightings;
  });
  return () => handle.jsonValue();
}

/** For every item of every stage: milliseconds from the end of the step that finished it to its count being shown. */
export async function lagsOf({ api }: Visitor, { chain }: JobDetail, sightings: Sighting[]): Promise<number[]> {
  const lags: number[] = [];
  for (const { id } of chain) {
    const seen = sightings.filter(({ jobId }) => jobId === id);
    const ends = (await itemsOf(api, id)).map((item) => Date.parse(item.finished_at ?? "")).sort((a, b) => a - b);
    for (const [index, endMs] of ends.entries()) {
      const sighting = seen.find(({ count }) => count > index);
      lags.push(sighting ? sighting.atMs - endMs : Number.POSITIVE_INFINITY);
    }
  }
  return lags;
}

async function itemsOf(api: Visitor["api"], jobId: string): Promise<JobItem[]> {
  const items: JobItem[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const from: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page = await api(`/api/jobs/${jobId}/items?limit=100${from}`, jobItemPageSchema);
    items.push(...page.items);
    cursor = page.next_cursor;
  }
  return items;
}
