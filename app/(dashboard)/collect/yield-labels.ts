import { humanize } from "@/components/ui/format";

/** Why pictures were left out, as people say it; other reasons are shown as they are. */
const REASONS: Record<string, string> = {
  known: "collected before",
  same_file: "the same file",
  looks_same: "looks the same",
  same_address: "the same address",
  robots: "robots.txt",
  "robots-signal": "Content-Signal",
  "robots-ai-agents": "training crawlers shut out",
  "x-robots-tag": "X-Robots-Tag",
  "meta-robots": "robots element",
  "tdm-reservation": "data mining reserved",
  "ai-txt": "ai.txt",
  "data-mining": "picture's metadata",
  "c2pa-training": "picture's provenance data",
  takedown: "taken down",
  blocked: "site blocked us",
  denied: "address refused",
  not_found: "not there any more",
  upstream: "site out of reach",
};

export const reasonLabel = (reason: string): string => REASONS[reason] ?? humanize(reason).toLowerCase();
