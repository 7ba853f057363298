import { type Browser, chromium } from "playwright-core";

/**
 * A real Chromium: the one of `MODOMO_CHROMIUM_PATH` (a path), else the one that ships in the npm package `@sparticuz/chromium`.
 * Not that package's own arguments: they put everything into one process, which dies with the second context.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: ["--no-sandbox"] });
}

async function findChromium(): Promise<string> {
  const chosen = process.env.MODOMO_CHROMIUM_PATH;
  if (chosen) return chosen;
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}
