import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { jobPageSchema } from "../lib/contracts/jobs.ts";
import { type SceneDetail, type SceneSummary, sceneDetailSchema, scenePageSchema } from "../lib/contracts/scenes.ts";
import { loadSecrets } from "./stack/secrets.ts";
import { ROOT_DIR, readSettings } from "./stack/settings.ts";
import { launchBrowser } from "./support/browser.ts";

const OUT_DIR = join(ROOT_DIR, "docs/images");
const LAPTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Pictures of photos with full colour depth are several times larger and look the same in a README. */
const PNG = { palette: true, colours: 128, dither: 0.6, effort: 10, compressionLevel: 9 } as const;
const OBJECTS_MIN = 4;
const OBJECTS_MAX = 9;

interface Shot {
  name: string;
  path: string;
  theme: "light" | "dark";
  isPhone?: boolean;
}

/** `npm run screenshots`: photographs the dashboard of the stack that runs here, for README, into docs/images. */
async function main(): Promise<void> {
  const { dataDir, ports, env } = readSettings(process.env);
  const baseURL = `http://127.0.0.1:${ports.web}`;
  await requireStack(baseURL); // before the secrets, which only a stack may make
  const secrets = loadSecrets(dataDir);
  const email = env.MODOMO_ADMIN_EMAIL ?? secrets.adminEmail;
  const password = env.MODOMO_ADMIN_PASSWORD ?? secrets.adminPassword;
  const browser = await launchBrowser();
  try {
    const page = await (await browser.newContext({ baseURL })).newPage();
    await signIn(page, { email, password });
    const cookies = await page.context().storageState();
    mkdirSync(OUT_DIR, { recursive: true });
    for (const shot of await chooseShots(page)) {
      const png = await takeShot(browser, shot, { baseURL, storageState: cookies });
      writeFileSync(join(OUT_DIR, `${shot.name}.png`), png);
      process.stdout.write(`docs/images/${shot.name}.png  ${Math.round(png.length / 1024)} KiB\n`);
    }
  } finally {
    await browser.close();
  }
}

async function requireStack(baseURL: string): Promise<void> {
  try {
    await fetch(`${baseURL}/api/health`);
  } catch (cause) {
    const message = `No stack answers at ${baseURL}. Start one with \`npm run demo\`, then take the screenshots beside it.`;
    throw new Error(message, { cause });
  }
}

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
}

async function chooseShots(page: Page): Promise<Shot[]> {
  const read = async (path: string): Promise<unknown> => (await page.request.get(path)).json();
  const { items: jobs } = jobPageSchema.parse(await read("/api/jobs?kind=scrape&status=completed&limit=100"));
  const { items: scenes } = scenePageSchema.parse(await read("/api/scenes?image_type=interior&limit=100"));
  const job = jobs.at(-1);
  const scene = await mostTelling(page, scenes);
  if (!job || !scene)
    throw new Error("There is nothing to show yet. Let `npm run demo` finish its job, then try again.");
  return [
    { name: "overview", path: "/", theme: "light" },
    { name: "job", path: `/jobs/${job.id}`, theme: "light" },
    { name: "scenes", path: "/scenes", theme: "light" },
    { name: "collect", path: "/collect", theme: "light" },
    { name: "queues", path: "/queues", theme: "light" },
    { name: "failures", path: "/failures", theme: "light" },
    { name: "scene", path: `/scenes/${scene.id}`, theme: "light" },
    { name: "scene-dark", path: `/scenes/${scene.id}`, theme: "dark" },
    { name: "scene-phone", path: `/scenes/${scene.id}`, theme: "light", isPhone: true },
  ];
}

/** The one whose objects the models are surest of, among those with enough of them and not so many that they hide the photo. */
async function mostTelling(page: Page, scenes: readonly SceneSummary[]): Promise<SceneSummary | undefined> {
  const readable = scenes.filter(({ object_count: count }) => count >= OBJECTS_MIN && count <= OBJECTS_MAX);
  const details = await Promise.all(
    readable.map(async ({ id }) => sceneDetailSchema.parse(await (await page.request.get(`/api/scenes/${id}`)).json())),
  );
  const sureness = ({ objects }: SceneDetail) => objects.reduce((sum, { score }) => sum + score, 0) / objects.length;
  return details.toSorted((a, b) => sureness(b) - sureness(a))[0] ?? scenes[0];
}

type ContextOptions = NonNullable<Parameters<Browser["newContext"]>[0]>;

async function takeShot(browser: Browser, shot: Shot, options: ContextOptions): Promise<Buffer> {
  const size = shot.isPhone
    ? { viewport: PHONE, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }
    : { viewport: LAPTOP };
  const context = await browser.newContext({ ...options, ...size, colorScheme: shot.theme });
  const page = await context.newPage();
  await page.goto(shot.path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  const png = await page.screenshot({ animations: "disabled" });
  await context.close();
  return sharp(png).png(PNG).toBuffer();
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
