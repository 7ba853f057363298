/** One `key: value` line of a robots.txt, comment cut off; `number` counts from 1. */
interface RobotsLine {
  number: number;
  key: string;
  value: string;
}

/** Keys that open or belong to a group; every other line leaves the groups alone (RFC 9309, section 2.2.4). */
const GROUP_KEYS = new Set(["user-agent", "allow", "disallow", "crawl-delay"]);
/** Rules of their own drafts, which belong to a group though the standard does not know them. */
const SIGNAL_KEYS = new Set(["content-signal", "content-usage"]);
const GLOBAL_KEYS = new Set(["sitemap", "host"]);

/**
 * The same rules in the strict form `robots-parser` reads, line by line so that its line numbers hold: a rule without its
 * colon is a rule, `user-agent: Foo Bar` speaks to `Foo`, and lines of other kinds do not close a group.
 * Source: google/robotstxt, robots.cc (`ParseAndEmitLine`, `ExtractUserAgent`).
 */
export function normaliseRobots(text: string): string {
  return text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .map((line) => {
      const parsed = parseLine(line);
      if (!parsed) return "";
      const [key, value] = parsed;
      if (key === "user-agent") return `user-agent: ${value.split(/\s/)[0]}`;
      return GROUP_KEYS.has(key) || GLOBAL_KEYS.has(key) ? `${key}: ${value}` : "";
    })
    .join("\n");
}

/**
 * Lines other than allow and disallow that speak to us: those of groups for `productToken` or, where no group names us, of
 * groups for everybody; and those outside any group.
 */
export function linesFor(text: string, productToken: string): RobotsLine[] {
  const groups = readGroups(text);
  const named = groups.filter((group) => group.agents.includes(productToken.toLowerCase()));
  const ours = named.length > 0 ? named : groups.filter((group) => group.agents.includes("*"));
  return [...groups.filter((group) => group.agents.length === 0), ...ours].flatMap((group) => group.lines);
}

/** Agents, in lower case, to whom some group forbids the whole site and allows nothing. */
export function agentsShutOut(text: string): string[] {
  const shut = readGroups(text).filter(({ lines }) => {
    const rules = lines.filter(({ key, value }) => (key === "disallow" || key === "allow") && value !== "");
    return rules.length > 0 && rules.every(({ key, value }) => key === "disallow" && (value === "/" || value === "/*"));
  });
  return [...new Set(shut.flatMap(({ agents }) => agents))];
}

interface RobotsGroup {
  /** Lower case; empty for what stands before the first group. */
  agents: string[];
  lines: RobotsLine[];
}

function readGroups(text: string): RobotsGroup[] {
  const groups: RobotsGroup[] = [];
  let current: RobotsGroup = { agents: [], lines: [] };
  let isNaming = false;
  groups.push(current);
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const parsed = parseLine(raw);
    if (!parsed) continue;
    const [key, value] = parsed;
    if (key === "user-agent") {
      if (!isNaming) {
        current = { agents: [], lines: [] };
        groups.push(current);
      }
      current.agents.push((value.split(/[\s/]/)[0] ?? "").toLowerCase());
    } else current.lines.push({ number: index + 1, key, value });
    isNaming = key === "user-agent" || (isNaming && !GROUP_KEYS.has(key) && !SIGNAL_KEYS.has(key));
  }
  return groups;
}

function parseLine(line: string): [key: string, value: string] | null {
  const content = line.replace(/#.*$/, "").trim();
  const colon = content.indexOf(":");
  if (colon > 0) return [content.slice(0, colon).trim().toLowerCase(), content.slice(colon + 1).trim()];
  const spaced = /^(user-agent|allow|disallow)\s+(\S+)$/i.exec(content);
  return spaced ? [(spaced[1] ?? "").toLowerCase(), spaced[2] ?? ""] : null;
}
