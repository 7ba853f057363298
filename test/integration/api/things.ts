import { addChannel, listRules } from "@/lib/alerts/alert-settings.repository";
import { createKey } from "@/lib/auth/keys.repository";
import { createPerson } from "@/lib/auth/people.repository";
import { newKeyRequestSchema } from "@/lib/contracts/identity";
import type { Db } from "@/lib/db/client";
import { addDeadLetter, listFailures } from "@/lib/failures/failures.repository";
import { recordRun } from "@/lib/jobs/runs.repository";
import { listSchedules } from "@/lib/schedules/schedules.repository";
import { beginTakedown } from "@/lib/takedowns/takedowns.repository";
import { newJob, seedScene } from "../../support/work.ts";
import type { IdKind } from "./endpoints/endpoint.ts";

/** One of each thing that a path can name by its id, for the tests of all endpoints. */
export async function makeThings(db: Db): Promise<Record<IdKind, string>> {
  const ids: Record<IdKind, string> = {
    job: "",
    run: "run-of-this-test",
    scene: "",
    alert_rule: "",
    alert_channel: "",
    api_key: "",
    person: "",
    crawl: "",
    takedown: "",
    failure: "",
    schedule: "",
  };
  ids.job = await newJob(db);
  const run = {
    id: ids.run,
    function_id: "f",
    job_id: ids.job,
    chunk_id: null,
    attempt: 0,
    started_at: new Date().toISOString(),
  };
  await recordRun(db, { ...run, status: "running" }, []);
  ids.crawl = await newJob(db, { kind: "scrape", queue: "scraping" });
  const nothing = { kind: "host", value: "nothing.example" } as const;
  ids.takedown = (await beginTakedown(db, nothing, { reason: "for this test", requestedBy: null })).id;
  ids.scene = (await seedScene(db)).sceneId;
  ids.alert_rule = (await listRules(db))[0]?.id ?? "";
  const channel = { name: "ops", kind: "slack", target: "https://example.com/hook", is_enabled: true } as const;
  ids.alert_channel = (await addChannel(db, channel)).id;
  ids.api_key = (await createKey(db, newKeyRequestSchema.parse({ name: "k", scopes: ["metrics"] }), null)).id;
  const person = { email: "somebody@example.com", password: "a long enough one", role: "viewer" } as const;
  ids.person = (await createPerson(db, person)).id;
  const error = { name: "upstream", message: "away", class: "external" };
  const letter = { runId: ids.run, functionId: "f", jobId: null, chunkId: null, reason: "failed" as const, error };
  await addDeadLetter(db, { ...letter, event: { name: "modomo/job.finished", data: {} } });
  ids.failure = (await listFailures(db, { limit: 1 })).items[0]?.fingerprint ?? "";
  // A built-in one, which no test of an endpoint can remove.
  ids.schedule = (await listSchedules(db, { limit: 1 })).items[0]?.id ?? "";
  return ids;
}
