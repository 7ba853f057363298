import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { type JobDetail, jobDetailSchema, jobStartedSchema } from "@/lib/contracts/jobs";
import { sceneDetailSchema, scenePageSchema } from "@/lib/contracts/scenes";
import { OWN, queueOf } from "./api-calls";
import { eventually } from "./eventually";
import type { SuiteOptions } from "./suite";

const JOB_TIMEOUT_MS = 60_000;
const JOB_PAGE = /\/jobs\/([0-9a-f-]{36})$/;

/** What an operator does all day, through the pages. Part of `dashboard.test.ts`, whose stack and dataset it uses. */
export function operatorSuite({ open, visitor, openOther }: SuiteOptions): void {
  describe("an operator's day", () => {
    let page: Page;
    beforeEach(async () => {
      await open();
      page = visitor().page;
    });

    const jobOf = (id: string) => visitor().api(`/api/jobs/${id}`, jobDetailSchema);
    const finished = async (id: string): Promise<JobDetail> => {
      await eventually(async () => (await jobOf(id)).finished_at, JOB_TIMEOUT_MS).not.toBeNull();
      return jobOf(id);
    };
    const importUrls = async (urls: string[]) => {
      const data = { urls, pipeline: false };
      const answer = await page.request.post("/api/import/images", { data, headers: OWN });
      return jobStartedSchema.parse(await answer.json()).job_id;
    };
    /** Where the sample site keeps a picture that is there. */
    const galleryUrl = async () => {
      const { items } = await visitor().api("/api/scenes?limit=1&source=gallery", scenePageSchema);
      const { image_url: url } = await visitor().api(`/api/scenes/${items[0]?.id}`, sceneDetailSchema);
      return url;
    };

    test("what failed is looked over in a dry run, mended, and run again in bulk", async () => {
      const good = await galleryUrl();
      const id = await importUrls(["one", "two", "three"].map((name) => new URL(`missing-${name}.jpg`, good).href));
      expect((await finished(id)).counts).toMatchObject({ total: 3, failed: 3 });

      await page.goto(`/failures?job=${id}`);
      await page.getByRole("button", { name: "Replay everything these filters show" }).click();
      const dialog = page.getByRole("dialog", { name: "Replay everything these filters show?" });
      await dialog.getByLabel("Change each item's payload first").fill(JSON.stringify({ url: good }));
      await dialog.getByRole("button", { name: "Dry run" }).click();
      await dialog.getByText("3 items of 1 job would run again.").waitFor();
      expect((await jobOf(id)).counts.failed).toBe(3);

      await dialog.getByRole("button", { name: "Replay", exact: true }).click();
      await dialog.getByText("3 items of 1 job will run again.").waitFor();
      await dialog.getByRole("button", { name: "Close" }).click();
      await eventually(async () => (await jobOf(id)).counts, JOB_TIMEOUT_MS).toMatchObject({ failed: 0, skipped: 3 });
      await page.getByText("No failure matches these filters").waitFor();
      await page.goto("/failures?state=replayed");
      const causes = page.getByRole("list", { name: "Causes" }).getByRole("listitem");
      await causes
        .first()
        .getByText(/\b0 of \d+ items open/)
        .waitFor();
    });

    test("one is paused, purged after it said how many wait, resumed; the job it cancelled is retried", async () => {
      await page.goto("/queues");
      await page.getByRole("button", { name: "Pause Import" }).click();
      await page.getByRole("button", { name: "Resume Import" }).waitFor();
      const url = await galleryUrl();
      const ids = [await importUrls([url]), await importUrls([url])];

      const purge = page.getByRole("button", { name: "Purge Import" });
      await eventually(async () => (await queueOf(visitor(), "import")).queued).toBe(2);
      expect((await Promise.all(ids.map(jobOf))).map(({ progress }) => progress.current)).toEqual([0, 0]);
      await purge.click();
      const question = page.getByRole("alertdialog", { name: "Cancel what waits in Import?" });
      await question.getByText("2 chunks waiting").waitFor();
      await question.getByRole("button", { name: "Cancel what waits" }).click();
      await page.getByText("Cancelled 2 chunks with 2 items.").first().waitFor();
      expect((await Promise.all(ids.map(jobOf))).map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);

      await page.getByRole("button", { name: "Resume Import" }).click();
      await page.getByRole("button", { name: "Pause Import" }).waitFor();
      await page.goto(`/jobs/${ids[0]}`);
      await page.getByRole("button", { name: "Retry" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Retry" }).click();
      await page.locator("header").getByText("Completed").waitFor({ timeout: JOB_TIMEOUT_MS });
      expect(await finished(JOB_PAGE.exec(page.url())?.[1] ?? "")).toMatchObject({ counts: { total: 1, skipped: 1 } });
      expect((await jobOf(ids[1] ?? "")).status).toBe("cancelled"); // the other was not asked for
    });

    test("one is made in words, run by hand, looked back on, paused and removed", async () => {
      const name = `Browser test ${Date.now()}`;
      await page.goto("/schedules/new");
      await page.getByLabel("Name").fill(name);
      const cron = page.getByLabel("When", { exact: true });
      await cron.fill("61 3 * * 1");
      await page.getByRole("button", { name: "Make the schedule" }).click();
      await eventually(() => cron.getAttribute("aria-invalid")).toBe("true");
      await cron.fill("0 3 * * 1");
      await page.getByText("At 03:00, only on Monday").waitFor();
      await page.getByLabel("Parameters").fill(`{"source": "gallery", "limit": 1, "pipeline": false}`);
      await page.getByRole("button", { name: "Make the schedule" }).click();
      await page.getByRole("heading", { name, level: 1 }).waitFor();
      await page.getByText("It has not been due yet.").waitFor();

      await page.getByRole("button", { name: `Run now: ${name}` }).click();
      const run = page.getByRole("listitem").filter({ hasText: "By hand" });
      await run.getByText("Completed").waitFor({ timeout: JOB_TIMEOUT_MS });
      const job = await finished((await run.getByRole("link", { name: "Job" }).getAttribute("href"))?.slice(6) ?? "");
      expect(job).toMatchObject({ kind: "scrape", status: "completed", input: { limit: 1 } });

      await page.getByRole("button", { name: `Pause ${name}` }).click();
      await page.getByRole("button", { name: `Resume ${name}` }).waitFor();
      await page.getByRole("button", { name: "Remove" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Remove it" }).click();
      await page.waitForURL("**/schedules");
      await page.getByRole("list", { name: "Schedules" }).waitFor();
      expect(await page.getByText(name).count()).toBe(0);
    });

    describe("roles", () => {
      const person = (role: string) => ({
        role,
        email: `${role}-${Date.now()}@example.com`,
        password: "ten or more 1",
      });

      test.each([
        { role: "viewer", canStart: false },
        { role: "operator", canStart: true },
      ])("a $role is added, signs in, and is neither shown nor given more than the role has", async (given) => {
        const { role, email, password } = person(given.role);
        await page.goto("/settings?tab=people");
        await page.getByRole("button", { name: "Add a person" }).click();
        const dialog = page.getByRole("dialog", { name: "Add a person" });
        await dialog.getByLabel("Email").fill(email);
        await dialog.getByLabel("Password").fill(password);
        await dialog.getByLabel("Role").selectOption(role);
        await dialog.getByRole("button", { name: "Add", exact: true }).click();
        await page.getByRole("list", { name: "People" }).getByRole("listitem").filter({ hasText: email }).waitFor();

        const other = await openOther();
        const shown = (name: string) =>
          other.page.getByRole("button", { name }).or(other.page.getByRole("link", { name }));
        await other.page.goto("/sign-in?next=/queues");
        await other.signIn({ email, password });
        await other.page.getByRole("heading", { name: "Import", exact: true }).waitFor();
        expect(await shown("Pause Import").count()).toBe(0);
        for (const place of ["Audit", "Settings"]) expect([place, await shown(place).count()]).toEqual([place, 0]);
        await other.page.goto("/audit");
        await other.page.getByText("This page is for admins").waitFor();
        const pause = await other.page.request.patch("/api/queues/import", { data: { paused: true }, headers: OWN });
        expect(pause.status()).toBe(403);

        await other.page.goto("/schedules");
        await other.page.getByRole("list", { name: "Schedules" }).waitFor();
        expect((await shown("Pause").count()) > 0).toBe(given.canStart);
        // An empty list of addresses: who may start is told about the field, who may not is told that.
        const start = await other.page.request.post("/api/import/images", { data: { urls: [] }, headers: OWN });
        expect(start.status()).toBe(given.canStart ? 422 : 403);
        await other.close();
        expect(other.complaints).toEqual([]);
      });
    });
  });
}
