import sharp from "sharp";
import { expect, test } from "vitest";
import { drawingEvidence } from "@/lib/classification/drawing-evidence";
import { measureImageSignals } from "@/lib/classification/image-signals";
import { floorPlanSvg, PLAN_LOOKS } from "../../support/floor-plan-svg";
import { leaf, OAK, paint, SKY, WHITE } from "./rasters";

test("a blue upper half is sky, a blue lower half is not", () => {
  const above = measureImageSignals(paint((_x, y) => (y < 0.5 ? SKY : OAK)));
  const below = measureImageSignals(paint((_x, y) => (y < 0.5 ? OAK : SKY)));
  expect(above.skyTop).toBeGreaterThan(0.9);
  expect(below.skyTop).toBe(0);
});

test("a pale smooth top is a ceiling and no sky", () => {
  const { ceilingTop, skyTop } = measureImageSignals(paint((_x, y) => (y < 0.3 ? [225, 222, 218] : OAK)));
  expect(ceilingTop).toBeGreaterThan(0.9);
  expect(skyTop).toBe(0);
});

test("leaves are vegetation; a green wall is not", () => {
  const lawn = measureImageSignals(paint((x, y) => (y > 2 / 3 ? leaf(x, y) : WHITE)));
  const wall = measureImageSignals(paint(() => [70, 140, 60]));
  expect(lawn.vegetationBottom).toBeGreaterThan(0.8);
  expect(lawn.vegetation).toBeGreaterThan(0.25);
  expect(wall.vegetation).toBe(0);
});

test("a cut-out has a border of one colour and its ground goes round the thing", () => {
  const isThing = (x: number, y: number) => Math.abs(x - 0.5) < 0.25 && Math.abs(y - 0.5) < 0.25;
  const { borderUniformity, plainGround, paper } = measureImageSignals(paint((x, y) => (isThing(x, y) ? OAK : WHITE)));
  expect(borderUniformity).toBe(1);
  expect(plainGround).toBeCloseTo(0.75, 1);
  expect(paper).toBeCloseTo(0.75, 1);
});

test("a thing of the ground's colour that the ground does not reach is not ground", () => {
  const isRing = (x: number, y: number) => Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5)) < 0.3;
  const isHole = (x: number, y: number) => Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5)) < 0.2;
  const { plainGround } = measureImageSignals(paint((x, y) => (isRing(x, y) && !isHole(x, y) ? OAK : WHITE)));
  expect(plainGround).toBeLessThan(0.7);
});

test("level and upright stripes are straight edges, diagonal ones are not", () => {
  const stripes = (along: (x: number, y: number) => number) =>
    measureImageSignals(paint((x, y) => (Math.floor(along(x * 128, y * 96) / 6) % 2 === 0 ? WHITE : OAK)));
  expect(stripes((x) => x).straightEdges).toBeGreaterThan(0.95);
  expect(stripes((_x, y) => y).straightEdges).toBeGreaterThan(0.95);
  expect(stripes((x, y) => x + y).straightEdges).toBeLessThan(0.1);
});

test("one colour has no entropy, edges or warmth of another", () => {
  const { colourEntropy, edges, warm } = measureImageSignals(paint(() => OAK));
  expect({ colourEntropy, edges, warm }).toEqual({ colourEntropy: 0, edges: 0, warm: 1 });
});

test("every signal of a noisy picture lies in [0, 1]", () => {
  for (const value of Object.values(measureImageSignals(paint(leaf)))) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(1);
  }
});

test.each([
  ["too small", { rgb: new Uint8Array(7 * 7 * 3), widthPx: 7, heightPx: 7 }],
  ["of another length", { rgb: new Uint8Array(10), widthPx: 16, heightPx: 16 }],
])("a raster that is %s is refused", (_name, raster) => {
  expect(() => measureImageSignals(raster)).toThrow(RangeError);
});

test.each(Object.entries(PLAN_LOOKS))("a floor plan with %s is a drawing", async (_name, look) => {
  const [evidence] = drawingEvidence(await signalsOfSvg(floorPlanSvg(look)));
  expect(evidence).toMatchObject({ label: "plan", kind: "image" });
  expect(evidence?.weight).toBeGreaterThan(10);
});

test("a wooden chair cut out on white is no drawing", async () => {
  const rail = (x: number, y: number, w: number, h: number) =>
    `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="#6b4a2b"/>`;
  const chair = [rail(200, 60, 16, 400), rail(330, 60, 16, 400), rail(200, 80, 146, 40), rail(190, 260, 170, 40)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="560" height="520"><rect width="560" height="520" fill="#fff"/>${chair.join("")}</svg>`;
  const [evidence] = drawingEvidence(await signalsOfSvg(svg));
  expect(evidence?.weight ?? 0).toBeLessThan(7);
});

async function signalsOfSvg(svg: string) {
  const { data, info } = await sharp(Buffer.from(svg))
    .resize(128, 128, { fit: "inside" })
    .flatten({ background: "#ffffff" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return measureImageSignals({ rgb: new Uint8Array(data), widthPx: info.width, heightPx: info.height });
}
