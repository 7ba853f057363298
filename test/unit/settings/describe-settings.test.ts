import { expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { describeSettings } from "@/lib/settings/describe-settings";

const SECRETS = {
  SUPABASE_SECRET_KEY: "sb_secret_s3cr3t",
  SUPABASE_PUBLISHABLE_KEY: "sb_publishable_s3cr3t",
  GPU_WORKER_TOKEN: "s3cr3t s3cr3t s3cr3t",
  HF_TOKEN: "hf_s3cr3t",
  SMTP_URL: "smtps://me:s3cr3t@mail.example.com",
};
const VARIABLES = {
  ...SECRETS,
  SUPABASE_URL: "https://me:s3cr3t@project.example.com",
  GPU_WORKER_URLS: "http://me:s3cr3t@10.0.0.5:8790",
  MODOMO_SOURCE_ORIGINS: "houzz=http://me:s3cr3t@127.0.0.1:9001",
  MODOMO_RATE_KEY_PER_MINUTE: "77",
};
const settings = describeSettings(parseEnv(VARIABLES), {
  queueLimits: { detection: 3 },
  isSet: (name) => name in VARIABLES,
});
const entries = settings.groups.flatMap((group) => group.entries);

test("no secret is shown, wherever it stands; of those variables one reads only that they are set", () => {
  expect(JSON.stringify(settings)).not.toContain("s3cr3t");
  for (const variable of Object.keys(SECRETS)) {
    expect(entries.find((entry) => entry.variable === variable)?.value).toBe("set");
  }
});

test("a secret that is not set is listed as such", () => {
  const { HF_TOKEN: _left, ...others } = VARIABLES;
  const { groups } = describeSettings(parseEnv(others), { queueLimits: {}, isSet: (name) => name in others });
  expect(groups.at(-1)?.entries).toContainEqual({
    label: "HF_TOKEN",
    value: "not set",
    variable: "HF_TOKEN",
    is_default: true,
  });
});

test("each value names the variable that changes it, and whether it is the default", () => {
  const find = (variable: string) => entries.find((entry) => entry.variable === variable);
  expect(find("MODOMO_RATE_KEY_PER_MINUTE")).toMatchObject({ value: "77", is_default: false });
  expect(find("MODOMO_RATE_PERSON_PER_MINUTE")).toMatchObject({ value: "1200", is_default: true });
  expect(find("MODOMO_QUEUE_LIMITS")).toMatchObject({ label: "Steps at once in detection", value: "3" });
  expect(find("GPU_WORKER_URLS")?.value).toBe("http://10.0.0.5:8790");
});
