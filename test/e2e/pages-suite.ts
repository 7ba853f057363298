import axe from "axe-core";
import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { dashboardSchema } from "@/lib/contracts/dashboard";
import { failurePageSchema } from "@/lib/contracts/failures";
import { scenePageSchema } from "@/lib/contracts/scenes";
import { schedulePageSchema } from "@/lib/contracts/schedules";
import { eventually } from "./eventually";
import type { SuiteOptions } from "./suite";

const SCREENS = { laptop: { width: 1440, height: 900 }, phone: { width: 375, height: 800 } };

/** Pages by what a reader calls them; a function finds out the id of one that has something in it. */
const PAGES: Record<string, string | ((options: SuiteOptions) => Promise<string>)> = {
  overview: "/",
  scenes: "/scenes",
  "a scene": async ({ visitor }) =>
    `/scenes/${(await visitor().api("/api/scenes?limit=1&image_type=interior", scenePageSchema)).items[0]?.id}`,
  collect: "/collect",
  datasets: "/datasets",
  "a dataset": "/datasets?dataset=modomo-local/sample-rooms",
  jobs: "/jobs",
  "a job": async ({ visitor }) =>
    `/jobs/${(await visitor().api("/api/dashboard", dashboardSchema)).recent_jobs.at(-1)?.id}`,
  "start: collect": "/jobs/new",
  "start: import": "/jobs/new?kind=import",
  "start: detect": "/jobs/new?kind=detect",
  "start: colours": "/jobs/new?kind=colors",
  "start: classify": "/jobs/new?kind=classify",
  queues: "/queues",
  workers: "/workers",
  failures: "/failures?state=replayed",
  "a failure": async ({ visitor }) =>
    `/failures/${(await visitor().api("/api/dead-letters?state=replayed", failurePageSchema)).items[0]?.fingerprint}`,
  alerts: "/alerts",
  schedules: "/schedules",
  "a schedule": async ({ visitor }) =>
    `/schedules/${(await visitor().api("/api/schedules", schedulePageSchema)).items[0]?.id}`,
  "new schedule": "/schedules/new",
  audit: "/audit",
  "settings: keys": "/settings",
  "settings: people": "/settings?tab=people",
  "settings: models": "/settings?tab=models",
  "settings: configuration": "/settings?tab=configuration",
  "API reference": "/api/docs",
  "no page": "/nowhere",
};

/** Every page, with what the tests before it left in it. Part of `dashboard.test.ts`. */
export function pagesSuite(options: SuiteOptions): void {
  describe("every page", () => {
    let page: Page;
    beforeEach(async () => {
      await options.open();
      page = options.visitor().page;
    });

    test.each(Object.entries(PAGES))("%s can be used by all, light and dark, on laptop and phone", async (_, where) => {
      await visit(typeof where === "string" ? where : await where(options));
    });
    test("sign-in can be used by all, light and dark, on laptop and phone", async () => {
      await page.context().clearCookies();
      await visit("/sign-in");
    });

    async function visit(path: string): Promise<void> {
      await page.goto(path);
      await settled(page);
      for (const [screen, size] of Object.entries(SCREENS)) {
        await page.setViewportSize(size);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await eventually(() => page.evaluate(() => document.documentElement.classList.contains("dark"))).toBe(
            colorScheme === "dark",
          );
          await transitionsEnded(page);
          // Dark changes colours and nothing else.
          const faults = await faultsOf(
            page,
            colorScheme === "dark" ? ["color-contrast", "link-in-text-block"] : undefined,
          );
          expect([screen, colorScheme, ...faults]).toEqual([screen, colorScheme]);
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), screen).toBe(0);
      }
    }
  });
}

/** Its heading is there, and nothing on it still says that it is loading. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await eventually(() => page.getByRole("status", { name: /^(Loading|Searching)/ }).count()).toBe(0);
}

/** A colour half way to another has no contrast worth measuring. */
const transitionsEnded = (page: Page) =>
  page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map(({ finished }) => finished));
  });

/** What axe finds against WCAG and its own good practice (or a part of its rules): rule, and the elements that break it. */
async function faultsOf(page: Page, runOnly: string[] | undefined): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (options) => (window as unknown as { axe: typeof axe }).axe.run(document, options),
    { resultTypes: ["violations" as const], ...(runOnly && { runOnly: { type: "rule" as const, values: runOnly } }) },
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`);
}
