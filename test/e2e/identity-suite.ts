import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { apiKeyPageSchema, newKeySchema } from "@/lib/contracts/identity";
import { eventually } from "./eventually";
import type { SuiteOptions } from "./suite";

// Its own at every run, since a stack that was given may have been tested before.
const KEY_NAME = `browser test ${Date.now()}`;
const PERSON = { email: `second-${Date.now()}@example.com`, password: "a long enough one" };

/** The pages' policy, keys, people and the audit log. Part of `dashboard.test.ts`, whose stack it uses. */
export function identitySuite({ url, open, visitor, openOther }: SuiteOptions): void {
  describe("identity", () => {
    let page: Page;
    beforeEach(async () => {
      await open();
      page = visitor().page;
    });

    describe("the pages' policy", () => {
      test.each(["/", "/jobs", "/nowhere"])("%s has a nonce of its own each time", async (path) => {
        const nonceOf = async () => {
          const answer = await page.goto(path);
          await page.getByRole("heading", { level: 1 }).waitFor();
          return /'nonce-([^']+)'/.exec((await answer?.allHeaders())?.["content-security-policy"] ?? "")?.[1];
        };
        const first = await nonceOf();
        expect(first?.length).toBeGreaterThanOrEqual(22);
        expect(await nonceOf()).not.toBe(first);
      });

      test("a script that was brought into the page does not run", async () => {
        await page.goto("/jobs");
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.evaluate(() => {
          document.body.insertAdjacentHTML("beforeend", `<img src="/none" onerror="document.title = 'taken over'">`);
        });
        await eventually(() => visitor().violations.length).toBeGreaterThan(0);
        expect(await page.title()).not.toBe("taken over");
        expect(visitor().violations.every((text) => text.startsWith("script-src"))).toBe(true);
        visitor().violations.splice(0);
        visitor().complaints.splice(0);
      });
    });

    test("a key is made, shown once, and revoked", async () => {
      await page.goto("/settings");
      await page.getByRole("button", { name: "New key" }).click();
      const dialog = page.getByRole("dialog", { name: "New API key" });
      await dialog.getByRole("button", { name: "Make the key" }).click();
      await dialog.getByText("choose at least one scope").waitFor();
      await dialog.getByLabel("Name").fill(KEY_NAME);
      await dialog.getByLabel("See jobs, queues and workers").check();
      await dialog.getByRole("button", { name: "Make the key" }).click();
      const key = (await dialog.locator("code").textContent()) ?? "";
      expect(key).toMatch(/^mdm_\w{40}$/);
      const asKey = () => fetch(`${url()}/api/jobs`, { headers: { authorization: `Bearer ${key}` } });
      expect((await asKey()).status).toBe(200);
      await dialog.getByRole("button", { name: "I have it" }).click();

      const row = page.getByRole("list", { name: "API keys" }).getByRole("listitem").filter({ hasText: KEY_NAME });
      expect(await page.content()).not.toContain(key);
      await row.getByRole("button", { name: "Revoke" }).click();
      await page.getByRole("button", { name: "Revoke the key" }).click();
      await row.getByText("Revoked").waitFor();
      expect((await asKey()).status).toBe(401);
      const { items } = await visitor().api("/api/keys", apiKeyPageSchema);
      expect(newKeySchema.safeParse(items[0]).success).toBe(false);
    });

    test("somebody is added as viewer, becomes operator, is locked; the audit log tells it", async () => {
      await page.goto("/settings?tab=people");
      await page.getByRole("button", { name: "Add a person" }).click();
      const dialog = page.getByRole("dialog", { name: "Add a person" });
      await dialog.getByLabel("Email").fill(PERSON.email);
      await dialog.getByLabel("Password").fill(PERSON.password);
      await dialog.getByRole("button", { name: "Add", exact: true }).click();
      const row = page.getByRole("list", { name: "People" }).getByRole("listitem").filter({ hasText: PERSON.email });
      await row.waitFor();

      const other = await openOther();
      await other.page.goto("/sign-in?next=/settings");
      await other.signIn(PERSON);
      await other.page.getByText("This page is for admins").waitFor();

      await row.getByLabel(`Role of ${PERSON.email}`).selectOption("operator");
      await eventually(async () => (await other.page.request.get("/api/session")).json()).toMatchObject({
        role: "operator",
      });
      await row.getByRole("button", { name: "Lock" }).click();
      await page.getByRole("alertdialog").getByRole("button", { name: "Lock" }).click();
      await row.getByText("Locked").waitFor();
      expect((await other.page.request.get("/api/session")).status()).toBe(401);
      await other.close();

      await page.goto(`/audit?action=${encodeURIComponent("PATCH /api/users/{id}")}`);
      const entries = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
      await entries.first().getByText(/^On /).click();
      await entries.first().getByText('"disabled": true').waitFor();
    });
  });
}
