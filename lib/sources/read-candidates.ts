import type { PageRenderer, RenderRequest } from "./browser/page-renderer";
import type { Extraction, FetchedPage, SourceAdapter } from "./source-adapter";
import type { SourceOptions } from "./source-options";

/**
 * What a page holds. Where the source has its scripts run, the page is read again after them; the reading with more pictures
 * counts. `problem` says why that could not be.
 */
export async function readCandidates(
  page: FetchedPage,
  {
    source,
    options,
    renderer,
    getResource,
  }: {
    source: SourceAdapter;
    options: SourceOptions;
    renderer: PageRenderer;
    getResource: RenderRequest["getResource"];
  },
): Promise<Extraction & { problem: string | null }> {
  const asSent = source.extract(page);
  const use = source.browserUse(options);
  if (use === "never" || (use === "if-incomplete" && isComplete(asSent))) return { ...asSent, problem: null };
  const answer = await renderer.render({
    page,
    hosts: source.hosts(options),
    getResource,
    // Without cards to go by, the page is scrolled until nothing more comes.
    isEnough: (html) => use === "if-incomplete" && isComplete(source.extract({ ...page, body: html })),
  });
  if ("problem" in answer) return { ...asSent, problem: answer.problem };
  const rendered = source.extract({ ...page, body: answer.html });
  return { ...(rendered.candidates.length > asSent.candidates.length ? rendered : asSent), problem: null };
}

/** Every card has its picture. A page without any may get some by its scripts. */
const isComplete = ({ candidates, invalidCount }: Extraction): boolean => candidates.length > 0 && invalidCount === 0;
