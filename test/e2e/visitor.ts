import type { Browser, BrowserContext, Page } from "playwright-core";
import type { z } from "zod";
import type { RunningStack } from "./running-stack";

export type Cookies = Awaited<ReturnType<BrowserContext["storageState"]>>;
type ContextOptions = Parameters<Browser["newContext"]>[0];

/** One browser window of its own, and what the browser complained about in it. */
export interface Visitor {
  page: Page;
  /** Exceptions, and errors on the console; refused requests are none, since tests look at those themselves. */
  complaints: string[];
  /** What the pages' content security policy refused, as the browser reports it. */
  violations: string[];
  /** Reads the API with the visitor's cookies. */
  api: <Schema extends z.ZodType>(path: string, schema: Schema) => Promise<z.infer<Schema>>;
  /** As the first admin, unless told otherwise. */
  signIn: (as?: { email?: string; password?: string }) => Promise<void>;
  close: () => Promise<void>;
}

const EXPECTED = [
  "Failed to load resource", // a refused request
  "Encountered a script tag while rendering", // React's development build about the theme script of next-themes
];

const LAPTOP = { width: 1440, height: 900 };

export async function openVisitor(
  browser: Browser,
  stack: RunningStack,
  options: ContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: stack.url, viewport: LAPTOP, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const isExpected = EXPECTED.some((start) => message.text().startsWith(start));
    if (message.type() === "error" && !isExpected) complaints.push(message.text());
  });
  const violations: string[] = [];
  await page.exposeFunction("reportViolation", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { reportViolation } = window as unknown as { reportViolation: (text: string) => void };
      reportViolation(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return {
    page,
    complaints,
    violations,
    api: async (path, schema) => schema.parse(await (await page.request.get(path)).json()),
    signIn: async ({ email = stack.email, password = stack.password } = {}) => {
      await page.getByLabel("Email").fill(email);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
    },
    close: () => context.close(),
  };
}
