import type { RightsFinding } from "./decide-rights";
import { evaluateRobots } from "./robots";

/**
 * What a site's ai.txt (Spawning) says of one picture: robots-like rules, with patterns such as `*.jpg` for kinds of files.
 * It can only say no: that it leaves something open is no licence.
 * @param text of the file; empty when there is none.
 */
export function aiTxtFindings(file: { url: string; text: string }, url: string, productToken: string): RightsFinding[] {
  if (file.text === "") return [];
  const { isAllowed, line } = evaluateRobots({ ...file, status: 200 }, url, productToken);
  if (isAllowed) return [];
  const rule = file.text.split(/\r\n|\r|\n/)[(line ?? 0) - 1]?.trim() ?? "";
  const detail = `The site's ai.txt keeps this out of training data (line ${line}: ${rule}).`;
  return [{ url, kind: "ai-txt", decision: "refused", detail, evidence: { ai_txt_url: file.url, line, rule } }];
}
