import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import { scenePageSchema } from "@/lib/contracts/scenes";
import { eventually } from "./eventually";
import { boundsOf, busiestScene, outlineArea } from "./scene-marks";
import type { SuiteOptions } from "./suite";

/** The scenes pages. Part of `dashboard.test.ts`, whose stack and dataset it uses. */
export function scenesSuite({ open, visitor }: SuiteOptions): void {
  describe("scenes", () => {
    let page: Page;
    beforeEach(async () => {
      await open();
      page = visitor().page;
    });

    const cards = () => page.getByRole("list", { name: "Scenes" }).getByRole("listitem");

    test("the grid filters by image type and by words, and says when nothing is left", async () => {
      const all = await visitor().api("/api/scenes?limit=24", scenePageSchema);
      const interiors = await visitor().api("/api/scenes?limit=24&image_type=interior", scenePageSchema);
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
      const scene = await busiestScene(visitor());
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
      const scene = await busiestScene(visitor());
      await page.goto(`/scenes/${scene.id}`);
      const labels = page.getByRole("region", { name: "Labels" });
      expect(scene.classifications.length).toBeGreaterThan(0);
      for (const { detail } of scene.classifications.flatMap(({ evidence }) => evidence))
        await labels.getByText(detail, { exact: true }).first().waitFor();
      const values = page.getByRole("region", { name: "Palette" }).locator("code");
      expect(await values.allTextContents()).toEqual(scene.palette.map(({ hex }) => hex));
    });

    test("the keyboard reaches every object, and the one it is on stands out in the photo", async () => {
      const scene = await busiestScene(visitor());
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
      const scene = await busiestScene(visitor());
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
}
