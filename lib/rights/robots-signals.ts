import type { RightsFinding } from "./decide-rights";
import type { RobotsFile } from "./robots";
import { agentsShutOut, linesFor } from "./robots-text";

/** Keys of `Content-Signal` (Cloudflare) and `Content-Usage` (IETF aipref draft) that speak of training. */
const TRAINING_KEYS = new Set(["ai-train", "train-ai"]);
const NO = new Set(["no", "n"]);
const YES = new Set(["yes", "y"]);

/**
 * Crawlers whose one purpose is to gather training data. A site that shuts one out by name, and not everybody, has said no
 * to training; that our own name is missing from its list is no consent.
 */
const TRAINING_AGENTS = new Set(
  "gptbot ccbot google-extended applebot-extended claudebot anthropic-ai bytespider meta-externalagent cohere-training-data-crawler ai2bot diffbot img2dataset".split(
    " ",
  ),
);

/** What a robots.txt says of training beyond allow and disallow; empty when it says nothing. */
export function robotsSignalFindings(file: RobotsFile, url: string, productToken: string): RightsFinding[] {
  return [...signalFindings(file, url, productToken), ...agentFindings(file, url)];
}

function signalFindings(file: RobotsFile, url: string, productToken: string): RightsFinding[] {
  const { pathname } = new URL(url);
  return linesFor(file.text, productToken)
    .filter(({ key }) => key === "content-signal" || key === "content-usage")
    .flatMap(({ key, value, number }) => {
      const [, path, signals = ""] = /^(\/\S*)?\s*(.*)$/.exec(value) ?? [];
      const answer = path && !pathname.startsWith(path) ? null : answerOf(signals);
      if (answer === null) return [];
      const says = answer === "refused" ? "must not be used to train models" : "may be used to train models";
      const evidence = { robots_url: file.url, line: number, [key]: value };
      return [
        {
          url,
          kind: "robots-signal",
          decision: answer,
          detail: `robots.txt says the site ${says} (line ${number}).`,
          evidence,
        },
      ];
    });
}

/** `search=yes, ai-train=no` → refused. */
function answerOf(signals: string): "allowed" | "refused" | null {
  const values = signals
    .toLowerCase()
    .split(/[,;]/)
    .map((pair) => pair.split("=").map((part) => part.trim()))
    .filter(([key = ""]) => TRAINING_KEYS.has(key))
    .map(([, value = ""]) => value);
  if (values.some((value) => NO.has(value))) return "refused";
  return values.some((value) => YES.has(value)) ? "allowed" : null;
}

function agentFindings(file: RobotsFile, url: string): RightsFinding[] {
  const shutOut = agentsShutOut(file.text).filter((agent) => TRAINING_AGENTS.has(agent));
  if (shutOut.length === 0) return [];
  const detail = `robots.txt shuts out crawlers that gather training data (${shutOut.join(", ")}), which is taken as a no to training.`;
  return [
    { url, kind: "robots-ai-agents", decision: "refused", detail, evidence: { robots_url: file.url, agents: shutOut } },
  ];
}
