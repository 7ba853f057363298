/** Statuses by which a site says "not you": it is asked no more in this job. 451 is "for legal reasons". */
export const BLOCKING_STATUSES: ReadonlySet<number> = new Set([401, 403, 451]);

/** Titles of the pages that stand in front of a site for machines, as the large providers word them. */
const CHALLENGE =
  /captcha|just a moment|attention required|access (to this page has been )?denied|are you (a )?(robot|human)|verify (that )?you are (a )?human|security check|unusual traffic|pardon our interruption|bot (detection|verification)|request unsuccessful/i;

/**
 * Why an answer to a page request is a block and no page; null for a page.
 * @param minBytes an answer of status 200 that is shorter is none of the site's pages; 0 = any length may be one.
 */
export function blockReasonOf(
  { status, bytes }: { status: number; bytes: Buffer },
  { minBytes }: { minBytes: number },
): string | null {
  if (BLOCKING_STATUSES.has(status)) return `it answered with status ${status}`;
  if (status < 200 || status >= 300) return null;
  if (bytes.length < minBytes)
    return `it answered with ${bytes.length} bytes where its pages have more than ${minBytes}`;
  const title = /<title[^>]*>([^<]{1,300})/i.exec(bytes.subarray(0, 20_000).toString("utf8"))?.[1]?.trim() ?? "";
  return CHALLENGE.test(title) ? `it answered with a check for machines ("${title.slice(0, 80)}")` : null;
}
