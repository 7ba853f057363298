import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dashboardSchema } from "@/lib/contracts/dashboard";
import { jobDetailSchema, jobStartedSchema } from "@/lib/contracts/jobs";
import { launchBrowser } from "../../local/support/browser";
import { collectionSuite } from "./collection-suite";
import { eventually } from "./eventually";
import { identitySuite } from "./identity-suite";
import { operatorSuite } from "./operator-suite";
import { pagesSuite } from "./pages-suite";
import { lagsOf, watchStages } from "./progress-watch";
import { openStack, type RunningStack } from "./running-stack";
import { scenesSuite } from "./scenes-suite";
import type { SuiteOptions } from "./suite";
import { type Cookies, openVisitor, type Visitor } from "./visitor";

const PHONE = { width: 375, height: 800 };
const PIPELINE_TIMEOUT_MS = 240_000;
/** From the end of a step to its being seen in the browser. */
const PROGRESS_WITHIN_MS = 2_000;

let stack: RunningStack;
let browser: Browser;
/** Cookies of a signed-in person, taken once by signing in through the form. */
let signedIn: Cookies;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack(), launchBrowser()]);
  const first = await openVisitor(browser, stack);
  await first.page.goto("/sign-in");
  await first.signIn();
  await first.page.getByRole("heading", { name: "Overview" }).waitFor();
  signedIn = await first.page.context().storageState();
  await first.close();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

async function open(options: Parameters<typeof openVisitor>[2] = {}): Promise<void> {
  visitor = await openVisitor(browser, stack, options);
  page = visitor.page;
}
const openSignedIn = () => open({ storageState: signedIn });

afterEach(async () => {
  await visitor.close();
  const { complaints, violations } = visitor;
  expect({ complaints, violations }).toEqual({ complaints: [], violations: [] });
});

const attribute = (name: string) => page.locator("html").getAttribute(name);

describe("signing in", () => {
  test("a stranger sees the sign-in page instead of the data", async () => {
    await open();
    await page.goto("/jobs?kind=detect");
    const { pathname, searchParams } = new URL(page.url());
    expect([pathname, searchParams.get("next")]).toEqual(["/sign-in", "/jobs?kind=detect"]);
    expect((await page.request.get("/api/dashboard")).status()).toBe(401);
  });

  test("a wrong password says so; the right one opens the page that was asked for", async () => {
    await open();
    await page.goto("/sign-in?next=/scenes");
    await visitor.signIn({ password: "not the password" });
    await page.getByRole("alert").getByText("You are not signed in").waitFor();

    await visitor.signIn();
    await page.getByRole("heading", { name: "Scenes", level: 1 }).waitFor();
  });
});

describe("a job from the form to the finished dataset", () => {
  beforeEach(openSignedIn);

  test("what the API refuses is shown at its field, and starts nothing", async () => {
    await page.goto("/jobs/new");
    const limit = page.getByLabel("Limit");
    await limit.fill("0");
    await page.getByRole("button", { name: "Start collecting" }).click();
    await eventually(() => limit.getAttribute("aria-invalid")).toBe("true");
    const described = (await limit.getAttribute("aria-describedby"))?.split(" ") ?? [];
    const error = page.locator(`[id="${described.at(-1)}"]`);
    expect(await error.textContent()).toMatch(/1/);
    expect(new URL(page.url()).pathname).toBe("/jobs/new");

    await page.getByText("Bring in pictures by address or file").click();
    await page.getByLabel("Addresses").fill("nonsense");
    await page.getByRole("button", { name: "Start the import" }).click();
    await page.getByText(/^Entry 1: /).waitFor();
  });

  test(
    "collecting is started, watched live through every stage, each step within 2 s, and counted",
    async () => {
      await page.goto("/jobs/new?kind=scrape");
      await page.getByLabel("Limit").fill("100");
      await page.getByRole("button", { name: "Start collecting" }).click();
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
      const jobPath = `/api${new URL(page.url()).pathname}`;

      await page.getByText("Live", { exact: true }).waitFor();
      const sightings = await watchStages(page);
      let loads = 0;
      page.on("load", () => loads++);
      const stages = page.getByRole("listitem").filter({ hasText: "Completed ·" });
      await eventually(() => stages.count(), PIPELINE_TIMEOUT_MS).toBe(4);
      expect(loads).toBe(0); // nobody reloaded the page: the events did it

      const job = await visitor.api(jobPath, jobDetailSchema);
      expect(job.chain.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
        "scrape completed",
        "detect completed",
        "colors completed",
        "classify completed",
      ]);
      const lags = await lagsOf(visitor, job, await sightings());
      expect(lags.length).toBeGreaterThan(job.counts.total);
      expect(Math.max(...lags)).toBeLessThan(PROGRESS_WITHIN_MS);
      expect(await page.getByRole("progressbar", { name: "Progress of this job" }).getAttribute("aria-valuenow")).toBe(
        "100",
      );
      await page.getByRole("list", { name: "Function runs" }).getByRole("listitem").first().waitFor();
      const items = page.getByRole("list", { name: "Items" }).getByRole("listitem");
      await eventually(() => items.count()).toBe(Math.min(50, job.counts.total));
    },
    PIPELINE_TIMEOUT_MS + 60_000,
  );

  test("a job is cancelled only after the question is answered with yes", async () => {
    const start = () =>
      page.request.post("/api/scraper/start", { data: { limit: 100 }, headers: { "x-modomo-csrf": "1" } });
    await start(); // holds the queue, whose limit is one
    const { job_id: id } = jobStartedSchema.parse(await (await start()).json());
    await page.goto(`/jobs/${id}`);
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    const question = page.getByRole("alertdialog", { name: "Cancel this job?" });
    await question.getByRole("button", { name: "Keep it running" }).click();
    await question.waitFor({ state: "hidden" });
    expect((await visitor.api(`/api/jobs/${id}`, jobDetailSchema)).status).not.toBe("cancelled");

    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await question.getByRole("button", { name: "Cancel the job" }).click();
    await page.locator("header").getByText("Cancelled").waitFor();
    await page.getByRole("button", { name: "Retry" }).waitFor();
    expect((await visitor.api(`/api/jobs/${id}`, jobDetailSchema)).status).toBe("cancelled");
  });

  test("the overview shows the counts of the API", async () => {
    const { counts } = await visitor.api("/api/dashboard", dashboardSchema);
    expect(counts.scenes).toBeGreaterThan(0);
    await page.goto("/");
    for (const [label, count] of [
      ["Scenes", counts.scenes],
      ["Objects", counts.objects],
      ["Masks", counts.masks],
      ["Classified", counts.classified],
    ] as const) {
      const cell = page.locator("dl[aria-label=Totals] > div").filter({ hasText: label });
      expect(await cell.locator("dd").textContent()).toBe(String(count));
    }
    const bars = page.getByRole("figure", { name: "Objects by category" }).locator(".recharts-bar-rectangle");
    await eventually(() => bars.count()).toBeGreaterThan(0);
  });

  test("the jobs list filters by what the URL says", async () => {
    await page.goto("/jobs?kind=classify");
    const rows = page.getByRole("list", { name: "Jobs" }).getByRole("listitem");
    await rows.first().waitFor();
    const names = await rows.getByRole("link").allTextContents();
    expect(new Set(names.map((name) => name.split(" · ")[0]))).toEqual(new Set(["Classify"]));

    await page.getByLabel("Status").selectOption("failed");
    await eventually(() => new URL(page.url()).search).toBe("?kind=classify&status=failed");
    await page.getByText("No job matches these filters").waitFor();
    await page.getByRole("button", { name: "Show all jobs" }).click();
    await eventually(() => rows.count()).toBeGreaterThanOrEqual(4);
  });
});

const suite: SuiteOptions = {
  url: () => stack.url,
  open: openSignedIn,
  visitor: () => visitor,
  openOther: () => openVisitor(browser, stack),
};
scenesSuite(suite);
operatorSuite(suite);
collectionSuite(suite);
identitySuite(suite);
pagesSuite(suite); // after them, so that there is something on every page

describe("the frame", () => {
  beforeEach(async () => {
    await open({ storageState: signedIn, colorScheme: "light" });
  });

  test("the first Tab offers to skip to the content", async () => {
    await page.goto("/");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  });

  test("dark is chosen in the menu by keyboard, changes the page, and stays", async () => {
    await page.goto("/");
    const canvas = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await canvas();
    await page.getByRole("button", { name: "Colour theme" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitemradio", { name: "Dark" }).press("Enter");
    await eventually(() => attribute("class")).toContain("dark");
    expect(await canvas()).not.toBe(light);
    await page.reload();
    expect(await attribute("class")).toContain("dark");
  });

  test("without a choice the system decides", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto("/");
    expect(await attribute("class")).toContain("dark");
  });

  test("while the server is away the page says so, and recovers by itself", async () => {
    await page.goto("/scenes");
    await page.getByRole("list", { name: "Scenes" }).waitFor();
    const notice = page.getByText("Modomo cannot renew this page at the moment");
    expect(await notice.count()).toBe(0);
    await page.route("**/api/scenes?*", (route) => route.fulfill({ status: 503 }));
    await page.getByRole("searchbox").fill("no scene is called this");
    await notice.waitFor();
    await page.unroute("**/api/scenes?*");
    await page.getByText("No scene matches these filters").waitFor();
    await notice.waitFor({ state: "hidden" });
  });

  test("signing out ends the session", async () => {
    await page.goto("/");
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    await page.goto("/");
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });
});

test("on a phone every place is one tap away", async () => {
  await open();
  await page.setViewportSize(PHONE);
  await page.goto("/sign-in"); // signing out above ended the shared session
  await visitor.signIn();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Scenes" }).click();
  await page.getByRole("heading", { name: "Scenes", level: 1 }).waitFor();
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("link", { name: "Failures" }).click();
  await page.getByRole("heading", { name: "Failures", level: 1 }).waitFor();
});
