import type { Settings } from "@/lib/contracts/identity";
import { ENV_NAMES, type Env } from "@/lib/env";

type Group = Settings["groups"][number];
type Entry = Group["entries"][number];

/** What may be shown, in the order of the page. A variable that is not here counts as a secret: only whether it is set is told. */
const SHOWN: { name: string; labels: Partial<Record<keyof Env, string>> }[] = [
  {
    name: "Limits",
    labels: {
      MODOMO_RATE_ADDRESS_PER_MINUTE: "Requests a minute from one address",
      MODOMO_RATE_PERSON_PER_MINUTE: "Requests a minute by one person",
      MODOMO_RATE_KEY_PER_MINUTE: "Requests a minute with a key that has no limit of its own",
      MODOMO_TRUSTED_PROXIES: "Proxies in front of the app",
    },
  },
  {
    name: "Work",
    labels: {
      MODOMO_RETRY_BASE_MS: "First wait before a retry, in ms",
      MODOMO_TIMEOUT_TRIES: "Tries of a call that takes too long",
      MODOMO_POISON_TRIES: "Failures that make an item poison",
      MODOMO_STUCK_QUEUED_MS: "Queued work is sent again after, in ms",
      MODOMO_STUCK_RUNNING_MS: "Running work counts as lost after, in ms",
    },
  },
  {
    name: "Sources",
    labels: {
      MODOMO_DEFAULT_SOURCE: "Source of a job that names none",
      MODOMO_GALLERY_URL: "Sample gallery",
      MODOMO_SOURCE_ORIGINS: "Stand-ins for real sites",
      MODOMO_HF_HUB_URL: "Hugging Face hub",
      MODOMO_HF_VIEWER_URL: "Hugging Face dataset viewer",
      MODOMO_CRAWL_DELAY_MS: "Least time between two requests to a host, in ms",
      MODOMO_USER_AGENT: "How the fetcher introduces itself",
      MODOMO_CHROMIUM_PATH: "Browser for pages that need scripts",
      MODOMO_FETCH_PRIVATE_ORIGINS: "Private origins that may be fetched",
    },
  },
  {
    name: "Retention, in days",
    labels: {
      MODOMO_KEEP_ITEMS_DAYS: "Items of ended jobs",
      MODOMO_KEEP_RUNS_DAYS: "Runs and logs",
      MODOMO_KEEP_FAILURES_DAYS: "Failures",
      MODOMO_KEEP_AUDIT_DAYS: "Audit log",
    },
  },
  {
    name: "Services",
    labels: {
      SUPABASE_URL: "Supabase",
      GPU_WORKER_URLS: "gpu-workers",
      MODOMO_PUBLIC_URL: "Address of the dashboard",
      MODOMO_MAIL_FROM: "Sender of mail",
    },
  },
];

/** The configuration in effect, in groups. Addresses lose the user and password they may carry. */
export function describeSettings(
  env: Env,
  { queueLimits, isSet }: { queueLimits: Record<string, number>; isSet: (variable: string) => boolean },
): Settings {
  const entryOf = (variable: string, label: string, value: string): Entry => ({
    label,
    value,
    variable,
    is_default: !isSet(variable),
  });
  const groups = SHOWN.map(({ name, labels }) => ({
    name,
    entries: Object.entries(labels).map(([variable, label]) =>
      entryOf(variable, label, toText(env[variable as keyof Env])),
    ),
  }));
  const queues = Object.entries(queueLimits).map(([queue, limit]) =>
    entryOf("MODOMO_QUEUE_LIMITS", `Steps at once in ${queue}`, String(limit)),
  );
  const shown = new Set(SHOWN.flatMap(({ labels }) => Object.keys(labels)));
  const secrets = ENV_NAMES.filter((variable) => !shown.has(variable)).map((variable) =>
    entryOf(variable, variable, isSet(variable) ? "set" : "not set"),
  );
  return {
    groups: [
      ...groups.slice(0, 1),
      { name: "Queues", entries: queues },
      ...groups.slice(1),
      { name: "Secrets", entries: secrets },
    ],
  };
}

function toText(value: Env[keyof Env]): string {
  if (value === undefined) return "not set";
  if (Array.isArray(value)) return value.length > 0 ? value.map(withoutUser).join(", ") : "none";
  if (typeof value === "object") {
    const pairs = Object.entries(value).map(([name, inner]) => `${name}: ${withoutUser(String(inner))}`);
    return pairs.length > 0 ? pairs.join(", ") : "none";
  }
  return withoutUser(String(value));
}

const withoutUser = (text: string): string => text.replaceAll(/(:\/\/)[^\s/?#]*@/g, "$1");
