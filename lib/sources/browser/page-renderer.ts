import type { Browser, BrowserContext, Page, Route } from "playwright-core";
import type { Env } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import { log } from "@/lib/log";
import type { FetchedPage } from "../source-adapter";
import { findChromium } from "./find-chromium";

const PAGE_LIMIT_MS = 60_000;
const IDLE_LIMIT_MS = 60_000;
/** A page is at rest when nothing it asked for is under way, looked at this often. */
const SETTLE_MS = 200;
const SCROLLS_MAX = 30;
const VIEWPORT = { width: 1280, height: 900 };
/** Less than a screen, so that nothing is passed over. */
const SCROLL_PX = 700;
const HTML_MAX = 10_000_000;

/**
 * Chromium has no way out of its own: its proxy is a port nobody listens on, loopback included, names resolve to nothing,
 * and WebRTC may not go round the proxy. What a page gets is what we fetch for it.
 */
const ARGUMENTS = [
  "--proxy-server=http://127.0.0.1:9",
  "--proxy-bypass-list=<-loopback>",
  "--host-resolver-rules=MAP * ~NOTFOUND",
  "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--disable-dev-shm-usage",
  "--renderer-process-limit=1",
  "--js-flags=--max-old-space-size=256",
];
/** For the content of a page only words and addresses count. */
const WANTED_RESOURCES: ReadonlySet<string> = new Set(["script", "xhr", "fetch", "stylesheet"]);

export interface Resource {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  bytes: Buffer;
}

export interface RenderRequest {
  /** As the site sent it; it is not asked for again. */
  page: FetchedPage;
  /** Hosts whose scripts and data the page may load. */
  hosts: readonly string[];
  /** Fetches one of them, by the rules of everything we fetch. */
  getResource(url: string, headers: Record<string, string>): Promise<Resource>;
  /** Whether the page has all we look for, so that it need not be scrolled further. */
  isEnough(html: string): boolean;
}

export type Rendered = { html: string } | { problem: string };

export interface PageRenderer {
  /**
   * The page after its scripts have run, scrolled as far as it takes; pages wait for each other. Never fails: without a
   * Chromium, or where it took too long or broke, there is a `problem` for people and the page as it was sent has to do.
   */
  render(request: RenderRequest): Promise<Rendered>;
  close(): Promise<void>;
}

/**
 * One Chromium, started with the first page, used for all, and closed when nothing was asked of it for a minute. It names
 * itself as we do, and hides nothing.
 */
export function createPageRenderer(options: { chromiumPath: string | undefined; userAgent: string }): PageRenderer {
  let browser: Promise<Browser | null> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  async function close(): Promise<void> {
    clearTimeout(idle);
    const closing = browser;
    browser = null;
    await (await closing)?.close();
  }

  async function renderNow(request: RenderRequest): Promise<Rendered> {
    clearTimeout(idle);
    browser ??= launch(options.chromiumPath);
    try {
      const running = await browser;
      if (!running) return { problem: NO_CHROMIUM };
      return { html: await renderIn(running, options.userAgent, request) };
    } catch (error) {
      log.warn({ page: request.page.url, reason: messageOf(error) }, "a page's scripts could not be run");
      await close().catch(() => undefined); // the next page gets a new browser
      return { problem: "The page's scripts took too long or broke, so it was read as it was sent." };
    } finally {
      idle = setTimeout(() => void close(), IDLE_LIMIT_MS).unref();
    }
  }

  return {
    render(request) {
      const turn = last.then(() => renderNow(request));
      last = turn;
      return turn;
    },
    close,
  };
}

const NO_CHROMIUM =
  "No Chromium was found, so the page was read without running its scripts. Install Chromium, or set MODOMO_CHROMIUM_PATH to one.";

async function launch(chosen: string | undefined): Promise<Browser | null> {
  const executablePath = await findChromium(chosen);
  if (!executablePath) {
    log.warn(NO_CHROMIUM);
    return null;
  }
  const { chromium } = await import("playwright-core");
  // Chromium's own sandbox refuses to run for root.
  return chromium.launch({ executablePath, args: ARGUMENTS, chromiumSandbox: process.getuid?.() !== 0 });
}

async function renderIn(browser: Browser, userAgent: string, request: RenderRequest): Promise<string> {
  const context = await browser.newContext({
    userAgent,
    viewport: VIEWPORT,
    serviceWorkers: "block",
    acceptDownloads: false,
  });
  const limit = setTimeout(() => void context.close(), PAGE_LIMIT_MS);
  try {
    const traffic = await restrict(context, request);
    const page = await context.newPage();
    await page.goto(request.page.url, { waitUntil: "domcontentloaded", timeout: PAGE_LIMIT_MS });
    return await scrollUntilEnough(page, request, traffic);
  } finally {
    clearTimeout(limit);
    await context.close();
  }
}

interface Traffic {
  /** Requests of the page that are being answered. */
  underWay: number;
}

/** Every request of the page passes here; what is not answered here gets nothing. */
async function restrict(context: BrowserContext, request: RenderRequest): Promise<Traffic> {
  const traffic = { underWay: 0 };
  let isSent = false;
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  await context.route("**/*", async (route) => {
    const asked = route.request();
    if (asked.isNavigationRequest() && asked.url() === request.page.url && !isSent) {
      isSent = true;
      await route.fulfill({ contentType: "text/html; charset=utf-8", body: request.page.body });
    } else if (isWanted(route, request.hosts)) {
      traffic.underWay += 1;
      await answer(route, request);
      traffic.underWay -= 1;
    } else await route.abort("blockedbyclient");
  });
  return traffic;
}

function isWanted(route: Route, hosts: readonly string[]): boolean {
  const asked = route.request();
  const { protocol, host } = new URL(asked.url());
  return (
    asked.method() === "GET" &&
    WANTED_RESOURCES.has(asked.resourceType()) &&
    /^https?:$/.test(protocol) &&
    hosts.includes(host)
  );
}

async function answer(route: Route, { getResource }: RenderRequest): Promise<void> {
  try {
    const { status, headers, bytes } = await getResource(route.request().url(), pageHeaders(route.request().headers()));
    await route.fulfill({ status, contentType: String(headers["content-type"] ?? "text/plain"), body: bytes });
  } catch (error) {
    log.debug({ url: route.request().url(), reason: messageOf(error) }, "a page's script was not fetched");
    await route.abort("failed");
  }
}

/** What the page's own scripts say with their request, such as `x-requested-with`; nothing of the browser's. */
const pageHeaders = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => /^x-(?!client-data|forwarded)/.test(name)));

/** Goes down the page screen by screen while that brings anything. */
async function scrollUntilEnough(page: Page, { isEnough }: RenderRequest, traffic: Traffic): Promise<string> {
  const settle = async () => {
    do await page.waitForTimeout(SETTLE_MS);
    while (traffic.underWay > 0);
  };
  await settle();
  let html = await page.content();
  let unchanged = 0;
  for (let scroll = 0; scroll < SCROLLS_MAX && unchanged < 3 && !isEnough(html); scroll += 1) {
    await page.evaluate(`scrollBy(0, ${SCROLL_PX})`);
    await settle();
    const now = await page.content();
    unchanged = now === html ? unchanged + 1 : 0;
    html = now;
  }
  if (html.length > HTML_MAX) throw new RangeError(`The page has grown to ${html.length} characters.`);
  return html;
}

let shared: PageRenderer | undefined;

/** The one renderer of this process. */
export function sharedRenderer(env: Pick<Env, "MODOMO_CHROMIUM_PATH" | "MODOMO_USER_AGENT">): PageRenderer {
  shared ??= createPageRenderer({ chromiumPath: env.MODOMO_CHROMIUM_PATH, userAgent: env.MODOMO_USER_AGENT });
  return shared;
}
