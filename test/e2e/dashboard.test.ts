import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dashboardSchema } from "@/lib/contracts/dashboard";
import { jobDetailSchema } from "@/lib/contracts/jobs";
import { scenePageSchema } from "@/lib/contracts/scenes";
import { launchBrowser } from "../../local/support/browser";
import { openStack, type RunningStack } from "./running-stack";
import { boundsOf, busiestScene, outlineArea } from "./scene-marks";
import { type Cookies, openVisitor, type Visitor } from "./visitor";

const PHONE = { width: 375, height: 800 };
const PAGE_TIMEOUT_MS = 20_000;
const PIPELINE_TIMEOUT_MS = 240_000;

let stack: RunningStack;
let browser: Browser;
/** Cookies of a signed-in person, taken once by signing in through the form. */
let signedIn: Cookies;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack(), launchBrowser()]);
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
  expect(visitor.complaints).toEqual([]);
});

/** What `read` gives, looked at until it is what was expected or the page had long enough for it. */
const eventually = <Value>(read: () => Value | Promise<Value>, timeoutMs = PAGE_TIMEOUT_MS) =>
  expect.poll(read, { timeout: timeoutMs, interval: 100 });

const attribute = (name: string) => page.locator("html").getAttribute(name);

describe("signing in", () => {
  test("a stranger sees the sign-in page instead of the data", async () => {
    await open();
    await page.goto("/jobs");
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    expect((await page.request.get("/api/dashboard")).status()).toBe(401);
  });

  test("a wrong password says so; the right one opens the page that was asked for", async () => {
    await open();
    await page.goto("/sign-in?next=/scenes");
    await visitor.signIn("not the password");
    await page.getByRole("alert").getByText("You are not signed in").waitFor();

    await visitor.signIn();
    await page.getByRole("heading", { name: "Scenes", level: 1 }).waitFor();
    signedIn = await page.context().storageState();
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
    "collecting is started, watched live through every stage, and counted",
    async () => {
      await page.goto("/jobs/new?kind=scrape");
      await page.getByLabel("Limit").fill("100");
      await page.getByRole("button", { name: "Start collecting" }).click();
      await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
      const jobPath = `/api${new URL(page.url()).pathname}`;

      await page.getByText("Live", { exact: true }).waitFor();
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
      expect(await page.getByRole("progressbar", { name: "Progress of this job" }).getAttribute("aria-valuenow")).toBe(
        "100",
      );
      await page.getByRole("list", { name: "Function runs" }).getByRole("listitem").first().waitFor();
      const items = page.getByRole("list", { name: "Items" }).getByRole("listitem");
      await eventually(() => items.count()).toBe(Math.min(50, job.counts.total));
    },
    PIPELINE_TIMEOUT_MS + 60_000,
  );

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

describe("scenes", () => {
  beforeEach(openSignedIn);

  const cards = () => page.getByRole("list", { name: "Scenes" }).getByRole("listitem");

  test("the grid filters by image type and by words, and says when nothing is left", async () => {
    const all = await visitor.api("/api/scenes?limit=24", scenePageSchema);
    const interiors = await visitor.api("/api/scenes?limit=24&image_type=interior", scenePageSchema);
    expect(interiors.items.length).toBeGreaterThan(0);
    expect(interiors.items.length).toBeLessThan(all.items.length);
    await page.goto("/scenes");
    await eventually(() => cards().count()).toBe(all.items.length);

    await page.getByRole("button", { name: "Interior", exact: true }).click();
    await eventually(() => cards().count()).toBe(interiors.items.length);
    await eventually(() => new URL(page.url()).searchParams.get("image_type")).toBe("interior");
    await page.reload();
    await eventually(() => cards().count()).toBe(interiors.items.length);

    await page.getByRole("searchbox").fill("unfindable");
    await page.getByText("No scene matches these filters").waitFor();
    await page.getByRole("button", { name: "Show all scenes" }).click();
    await eventually(() => cards().count()).toBe(all.items.length);
  });

  test("a thumbnail is a picture that was really loaded", async () => {
    await page.goto("/scenes");
    const width = () =>
      cards()
        .first()
        .locator("img")
        .evaluate((image: HTMLImageElement) => image.naturalWidth);
    await eventually(width).toBeGreaterThan(100);
  });

  test("a scene has its photo, and one box and one outline an object, in the photo's own pixels", async () => {
    const scene = await busiestScene(visitor);
    await page.goto(`/scenes/${scene.id}`);
    const photo = page.getByRole("region", { name: "Photo" });
    await eventually(() =>
      photo.locator("img").evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]),
    ).toEqual([scene.width_px, scene.height_px]);

    const boxes = photo.locator("[data-mark=box]");
    const masks = photo.locator("[data-mark=mask]");
    expect(await boxes.count()).toBe(scene.objects.length);
    expect(await masks.count()).toBe(scene.objects.filter(({ mask }) => mask).length);
    for (const object of scene.objects) {
      const mark = photo.locator(`[data-object-id="${object.id}"]`);
      expect(await boundsOf(mark.locator("[data-mark=box]"))).toEqual(
        object.box.map((side) => expect.closeTo(side, 1)),
      );
      const area = await outlineArea(mark.locator("[data-mark=mask]"));
      expect(area).toBe(object.area_px);
    }

    await page.getByRole("button", { name: "Boxes" }).click();
    await eventually(() => boxes.count()).toBe(0);
    await page.getByRole("button", { name: "Masks" }).click();
    await eventually(() => masks.count()).toBe(0);
    await eventually(() => new URL(page.url()).searchParams.get("show")).toBe("labels");
  });

  test("labels stand with their evidence, the palette with its values", async () => {
    const scene = await busiestScene(visitor);
    await page.goto(`/scenes/${scene.id}`);
    const labels = page.getByRole("region", { name: "Labels" });
    expect(scene.classifications.length).toBeGreaterThan(0);
    for (const { detail } of scene.classifications.flatMap(({ evidence }) => evidence))
      await labels.getByText(detail, { exact: true }).first().waitFor();
    const values = page.getByRole("region", { name: "Palette" }).locator("code");
    expect(await values.allTextContents()).toEqual(scene.palette.map(({ hex }) => hex));
  });

  test("the keyboard reaches every object, and the one it is on stands out in the photo", async () => {
    const scene = await busiestScene(visitor);
    const [first, second] = scene.objects;
    await page.goto(`/scenes/${scene.id}`);
    const stateOf = (id: string | undefined) => page.locator(`g[data-object-id="${id}"]`).getAttribute("data-state");
    await page.getByRole("button", { name: "Labels" }).focus();
    await page.keyboard.press("Tab");
    await eventually(() => stateOf(first?.id)).toBe("active");
    await page.keyboard.press("ArrowDown");
    await eventually(() => stateOf(second?.id)).toBe("active");
    expect(await stateOf(first?.id)).toBe("dimmed");
    await page.keyboard.press("Enter");
    await eventually(() => new URL(page.url()).searchParams.get("object")).toBe(second?.id);
    await page.reload();
    await eventually(() => stateOf(second?.id)).toBe("active");
  });

  test("pointing at an object in the photo marks its row", async () => {
    const scene = await busiestScene(visitor);
    await page.goto(`/scenes/${scene.id}`);
    await page.locator("[data-mark=box]").last().hover({ force: true });
    await eventually(() => page.locator("tr[data-active]").count()).toBe(1);
  });

  test("a scene that is not there says so, with a way on", async () => {
    const answer = await page.goto("/scenes/019aac00-0000-7000-8000-000000000000");
    expect(answer?.status()).toBe(404);
    await page.getByRole("link", { name: "To the overview" }).waitFor();
  });
});

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

  test("signing out ends the session", async () => {
    await page.goto("/");
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    await page.goto("/");
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });
});

test("on a phone nothing is wider than the screen, and every place is one tap away", async () => {
  await open();
  await page.goto("/sign-in"); // signing out above ended the shared session
  await visitor.signIn();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.setViewportSize(PHONE);
  const { items } = await visitor.api("/api/scenes?limit=1", scenePageSchema);
  const { recent_jobs: jobs } = await visitor.api("/api/dashboard", dashboardSchema);
  for (const path of [
    "/",
    "/scenes",
    `/scenes/${items[0]?.id}`,
    "/jobs",
    `/jobs/${jobs[0]?.id}`,
    "/jobs/new",
    "/jobs/new?kind=detect",
  ]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => undefined); // a live page is never idle
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect([path, overflow]).toEqual([path, 0]);
  }
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Scenes" }).click();
  await page.getByRole("heading", { name: "Scenes", level: 1 }).waitFor();
});
