import type { Locator } from "playwright-core";
import { z } from "zod";
import { type SceneDetail, sceneDetailSchema, scenePageSchema } from "@/lib/contracts/scenes";
import type { Visitor } from "./visitor";

/** Of the first page of interiors the one with most objects; @throws {Error} none has two, so that tests would prove little. */
export async function busiestScene({ api }: Visitor): Promise<SceneDetail> {
  const { items } = await api("/api/scenes?limit=24&image_type=interior", scenePageSchema);
  const busiest = items.toSorted((a, b) => b.object_count - a.object_count)[0];
  const scene = await api(`/api/scenes/${busiest?.id}`, sceneDetailSchema);
  if (scene.objects.length < 2) throw new Error("no interior has two objects");
  return scene;
}

/** x, y, width and height of a drawn element in the photo's pixels, as the browser lays it out. */
export const boundsOf = (locator: Locator): Promise<number[]> =>
  locator.evaluate((element: SVGGraphicsElement) => {
    const { x, y, width, height } = element.getBBox();
    return [x, y, width, height];
  });

/** Pixels inside a drawn outline: signed areas of its loops, so that holes count against. */
export async function outlineArea(locator: Locator): Promise<number> {
  const data = z
    .string()
    .min(1)
    .parse(await locator.getAttribute("d"));
  const loops = data.split("M").slice(1);
  return loops.reduce((sum, loop) => sum + loopArea(loop.replace("Z", "")), 0);
}

function loopArea(loop: string): number {
  const corners = loop.split("L").map((corner) => corner.split(" ").map(Number));
  const twice = corners.reduce((total, [x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = corners[(index + 1) % corners.length] ?? [];
    return total + x * nextY - nextX * y;
  }, 0);
  return twice / 2;
}
