import { decideRights, type RightsRecord } from "./decide-rights";
import { licenceFindings } from "./licence";
import { headerFindings, metaFindings } from "./page-signals";
import { type RobotsFile, robotsFinding } from "./robots";
import { robotsSignalFindings } from "./robots-signals";
import { xmpFindings } from "./xmp";

/** All that is known of one fetched page or picture; leave out what does not apply. */
export interface FetchedAnswer {
  url: string;
  /** The robots.txt of the address's own origin. */
  robots?: RobotsFile;
  headers?: Record<string, string | string[] | undefined>;
  /** Of a page. */
  html?: string;
  /** Of a picture (`PreparedImage.xmp`). */
  xmp?: string | null;
  licence?: string | null;
  licenceUrl?: string | null;
}

/**
 * Every signal about the right to use a page or a picture, and what they come to. Of two addresses (the picture's page and
 * the picture) each has its say: `decideRights([...page.findings, ...picture.findings])`.
 * @param productToken our bare name, such as `Modomo`.
 */
export function assessAnswer(answer: FetchedAnswer, productToken: string): RightsRecord {
  const { url, robots, headers = {}, html, xmp = null, licence = null, licenceUrl = null } = answer;
  return decideRights([
    ...(robots ? [robotsFinding(robots, url, productToken), ...robotsSignalFindings(robots, url, productToken)] : []),
    ...headerFindings(headers, url, productToken),
    ...(html === undefined ? [] : metaFindings(html, url, productToken)),
    ...xmpFindings(xmp, url),
    ...licenceFindings({ licence, licenceUrl }, url),
  ]);
}
