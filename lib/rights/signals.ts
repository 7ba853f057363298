import type { SiteFiles } from "@/lib/crawl/site-files";
import { aiTxtFindings } from "./ai-txt";
import type { RightsFinding } from "./decide-rights";
import { headerFindings, metaFindings } from "./page-signals";
import { robotsFinding } from "./robots";
import { robotsSignalFindings } from "./robots-signals";
import { tdmFindings, tdmOfFile, tdmOfHeaders, tdmOfPage } from "./tdm-rep";

/** The name site owners address in robots.txt and X-Robots-Tag. */
export const PRODUCT_TOKEN = "Modomo";

type Kind = "page" | "image";

/** What a site's own files say of an address, before it is asked for. ai.txt speaks of pictures, not of the pages they are on. */
export function siteFindings(files: SiteFiles, url: string, what: Kind): RightsFinding[] {
  return [...ruleFindings(files, url, what), ...tdmFindings([tdmStatement(files, url)], url)];
}

/** What site, headers and page say of what was fetched. @param files null where no site files rule the request. */
export function answerFindings(
  files: SiteFiles | null,
  answer: { url: string; headers: Record<string, string | string[] | undefined>; bytes: Buffer },
  what: Kind,
): RightsFinding[] {
  const { url, headers } = answer;
  const html = what === "page" ? answer.bytes.toString("utf8") : null;
  return [
    ...(files ? ruleFindings(files, url, what) : []),
    ...headerFindings(headers, url, PRODUCT_TOKEN),
    ...(html === null ? [] : metaFindings(html, url, PRODUCT_TOKEN)),
    ...tdmFindings(
      [files && tdmStatement(files, url), tdmOfHeaders(headers), html === null ? null : tdmOfPage(html)],
      url,
    ),
  ];
}

const ruleFindings = ({ robots, aiTxt }: SiteFiles, url: string, what: Kind): RightsFinding[] => [
  robotsFinding(robots, url, PRODUCT_TOKEN),
  ...robotsSignalFindings(robots, url, PRODUCT_TOKEN),
  ...(aiTxt && what === "image" ? aiTxtFindings(aiTxt, url, PRODUCT_TOKEN) : []),
];

const tdmStatement = ({ tdmRep }: SiteFiles, url: string) => tdmRep && tdmOfFile(tdmRep.text, url);
