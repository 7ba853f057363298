import { buffer } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { jobDetailSchema } from "@/lib/contracts/jobs";
import { testPhoto } from "../support/test-photo";
import { OWN, whilePaused } from "./api-calls";
import { eventually } from "./eventually";
import type { SuiteOptions } from "./suite";

const JOB_TIMEOUT_MS = 60_000;

/** The ways pictures come in besides a first crawl. Part of `dashboard.test.ts`, whose stack and dataset it uses. */
export function collectionSuite({ open, visitor }: SuiteOptions): void {
  describe("ways in", () => {
    let page: Page;
    beforeEach(async () => {
      await open();
      page = visitor().page;
    });

    /** Of the job whose page is opened by what was done, when it is over. */
    const outcome = async () => {
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
      await page.locator("header").getByText("Completed").waitFor({ timeout: JOB_TIMEOUT_MS });
      const { counts } = await visitor().api(`/api${new URL(page.url()).pathname}`, jobDetailSchema);
      return counts;
    };

    test("a dataset is found on the hub, looked into, and a part of it imported", async () => {
      await page.goto("/datasets");
      await page.getByRole("searchbox").fill("sample-rooms");
      await page.getByRole("button", { name: "modomo-local/sample-rooms" }).click();
      const rows = page.getByRole("list", { name: "First rows" }).getByRole("listitem");
      await eventually(() => rows.locator("img").count()).toBeGreaterThan(5);
      const width = () =>
        rows
          .locator("img")
          .first()
          .evaluate((image: HTMLImageElement) => image.naturalWidth);
      await eventually(width).toBeGreaterThan(0);

      const form = page.getByRole("region", { name: "Import this dataset" });
      await form.getByLabel("First row").fill("1");
      await form.getByLabel("Rows", { exact: true }).fill("3");
      await form.getByLabel("Run the whole pipeline").uncheck();
      await form.getByRole("button", { name: "Start the import" }).click();
      // The same photos as on the sample site: each is recognised, none is stored twice.
      expect(await outcome()).toMatchObject({ total: 3, skipped: 3, failed: 0 });
      const skipped = page.getByRole("list", { name: "Items" }).getByText("Skipped", { exact: true });
      await eventually(() => skipped.count()).toBe(3);
    });

    test("a zip of pictures is chosen in the start form and taken in", async () => {
      const seed = Date.now() % 1_000_000;
      await page.goto("/jobs/new?kind=import");
      const files = page.getByLabel("Files", { exact: true });
      await files.setInputFiles({
        name: "rooms.zip",
        mimeType: "application/zip",
        buffer: await zipOf([seed, seed + 1]),
      });
      await page.getByText("rooms.zip").waitFor();
      await page.getByLabel("Run the whole pipeline").uncheck();
      await page.getByRole("button", { name: "Start the import" }).click();
      expect(await outcome()).toMatchObject({ total: 2, completed: 2 });
      await page.getByRole("list", { name: "Items" }).getByRole("link").first().click();
      await page.getByRole("region", { name: "Photo" }).waitFor();
    });

    test("a crawl is stopped and goes on from there", async () => {
      // Held in its queue, or it might be done before anybody could stop it: nothing is new to it here.
      const crawl = page.getByRole("article", { name: "Crawl of gallery" }).first();
      await whilePaused(visitor(), "scraping", async () => {
        await page.request.post("/api/scraper/start", { data: { limit: 100 }, headers: OWN });
        await page.goto("/collect");
        await crawl.getByRole("button", { name: "Stop" }).click();
        await crawl.getByText("Cancelled").first().waitFor();
      });
      await crawl.getByRole("button", { name: "Resume" }).click();
      await crawl.getByText("Completed").waitFor({ timeout: JOB_TIMEOUT_MS });
      expect(await crawl.getByRole("button", { name: "Resume" }).count()).toBe(0);
    });
  });
}

async function zipOf(seeds: number[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const seed of seeds) zip.addBuffer(await testPhoto(seed, { side: 300 }), `photos/${seed}.jpg`);
  zip.end();
  return buffer(zip.outputStream);
}
