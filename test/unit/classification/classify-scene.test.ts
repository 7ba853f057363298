import { describe, expect, test } from "vitest";
import { CLASSIFIER, classifyScene, type SceneFacts } from "@/lib/classification/classify-scene";
import { measureImageSignals } from "@/lib/classification/image-signals";
import type { SceneObject } from "@/lib/classification/object-measures";
import { taxonomy } from "@/lib/taxonomy/taxonomy";
import { leaf, OAK, paint, SKY, WHITE } from "./rasters";

const NOTHING_KNOWN: SceneFacts = {
  objects: null,
  widthPx: 1000,
  heightPx: 800,
  title: "",
  description: "",
  tags: [],
  palette: [],
  signals: null,
};
const classify = (facts: Partial<SceneFacts>) => classifyScene({ ...NOTHING_KNOWN, ...facts });
const found = (category: string, score = 0.8, box: SceneObject["box"] = [100, 100, 200, 150]) => ({
  category,
  score,
  box,
});

test("nothing known: the commonest image type, no room, no style, and the model's name", () => {
  const { imageType, roomType, styles, model } = classify({});
  expect(imageType.label).toBe("interior");
  expect(imageType.evidence).toEqual([]);
  expect(roomType).toEqual({ label: null, score: 0, evidence: [] });
  expect(styles).toEqual([]);
  expect(model).toBe(CLASSIFIER);
});

describe("room type", () => {
  test.each([
    [
      "a bed between books and a clock",
      [found("bed", 0.9, [100, 300, 400, 300]), found("book"), found("clock")],
      "bedroom",
    ],
    ["a toilet and a sink", [found("toilet"), found("sink")], "bathroom"],
    ["an oven, a sink and a refrigerator", [found("oven"), found("sink"), found("refrigerator")], "kitchen"],
    ["a sofa and a tv", [found("sofa", 0.9, [100, 400, 500, 300]), found("tv")], "living-room"],
    ["COCO's own label for a sofa", [found("couch", 0.9, [100, 400, 500, 300]), found("tv")], "living-room"],
    [
      "a table and chairs",
      [found("dining-table", 0.8, [200, 400, 600, 300]), found("chair"), found("chair")],
      "dining-room",
    ],
    ["a bathtub, which the default detector cannot find", [found("bathtub"), found("towel")], "bathroom"],
  ])("%s tells the room", (_name, objects, room) => {
    expect(classify({ objects }).roomType.label).toBe(room);
  });

  test("a room in the title outweighs a doubtful thing", () => {
    expect(classify({ title: "Kids' bedroom in blue", objects: [found("bed", 0.4)] }).roomType.label).toBe("kids-room");
  });

  test("nothing found names no room", () => {
    expect(classify({ objects: [] }).roomType.label).toBeNull();
  });

  test("a piece of furniture on its own shows no room", () => {
    const ground = measureImageSignals(paint((x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.3 ? OAK : WHITE)));
    const { imageType, roomType } = classify({ signals: ground, objects: [found("sofa", 0.9, [150, 150, 700, 500])] });
    expect(imageType.label).toBe("object");
    expect(roomType.label).toBeNull();
  });

  test("a balcony is outdoors, so it is a room of an exterior", () => {
    const { imageType, roomType } = classify({ title: "Balcony with two chairs" });
    expect([imageType.label, roomType.label]).toEqual(["exterior", "balcony"]);
  });
});

describe("image type", () => {
  const house = measureImageSignals(
    paint((x, y) => {
      if (y < 0.4) return SKY;
      if (y > 0.75) return leaf(x, y);
      return Math.floor(x * 8) % 2 === 0 ? WHITE : OAK;
    }),
  );

  test("sky above and lawn below is an exterior, garden furniture or not", () => {
    const objects = [found("chair", 0.5), found("chair", 0.5), found("dining-table", 0.4)];
    expect(classify({ signals: house, objects: [] }).imageType.label).toBe("exterior");
    expect(classify({ signals: house, objects }).imageType.label).toBe("exterior");
  });

  test("a person who fills the picture is something else", () => {
    const objects = [found("person", 0.95, [100, 0, 800, 800])];
    expect(classify({ objects }).imageType.label).toBe("other");
  });

  test.each([
    ["Floor plan, first floor", "plan"],
    ["Facade of a villa seen from the street", "exterior"],
    ["Oak chair, product photo on white background", "object"],
    ["Portrait of the designer", "other"],
    ["Scandinavian living room with garden view", "interior"],
  ])("the title “%s” says %s", (title, type) => {
    expect(classify({ title }).imageType.label).toBe(type);
  });

  test("a place that is only looked at is not where the picture was taken", () => {
    expect(classify({ title: "Kitchen", description: "The table stands towards the balcony." }).imageType.label).toBe(
      "interior",
    );
  });
});

describe("styles", () => {
  test("come from words; a palette alone names none", () => {
    const palette = [
      { lab: [92, 0, 2] as [number, number, number], share: 0.7 },
      { lab: [60, 8, 22] as [number, number, number], share: 0.3 },
    ];
    expect(classify({ palette }).styles).toEqual([]);
    const [style] = classify({ palette, tags: ["scandi"] }).styles;
    expect(style?.label).toBe("scandinavian");
    expect(style?.score).toBeGreaterThan(classify({ tags: ["scandi"] }).styles[0]?.score ?? 1);
    expect(style?.evidence.map(({ kind }) => kind)).toEqual(["caption", "colour"]);
  });

  test("at most three, likeliest first", () => {
    const { styles } = classify({ title: "Industrial, rustic, boho and art deco", description: "coastal" });
    expect(styles).toHaveLength(3);
    expect(styles.map(({ score }) => score)).toEqual(styles.map(({ score }) => score).toSorted((a, b) => b - a));
  });
});

describe("words", () => {
  test("the longest phrase wins: a dining table is no dining room by name", () => {
    const { roomType } = classify({ title: "Dining table" });
    expect(roomType.evidence.map(({ detail }) => detail)).toContain("The title says “dining table”.");
    expect(roomType.label).not.toBe("dining-room");
  });

  test("plural, accent, apostrophe and case do not matter", () => {
    expect(classify({ title: "CAFÉS" }).roomType.label).toBe("restaurant");
    expect(classify({ title: "Children’s rooms" }).roomType.label).toBe("kids-room");
  });
});

test("every answer is in the vocabulary, every score in [0, 1], evidence speaks for the label first", () => {
  const rooms = new Set<string | null>([...taxonomy.room_types.map(({ slug }) => slug), null]);
  const objects = ["bed", "sofa", "person", "oven", "laptop", "zebra"].map((category, i) =>
    found(category, 0.3 + i / 10),
  );
  const { imageType, roomType, styles } = classify({
    title: "Retro studio apartment",
    objects,
    signals: measureImageSignals(paint(leaf)),
  });
  expect(rooms.has(roomType.label)).toBe(true);
  for (const { score } of [imageType, roomType, ...styles]) {
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
  }
  expect(imageType.evidence[0]?.label).toBe(imageType.label);
  expect(imageType.evidence.every(({ detail }) => detail.endsWith("."))).toBe(true);
});

test("a sentence is shown once, and what speaks for the nearest rival counts against the label", () => {
  const { imageType } = classifyScene({
    ...NOTHING_KNOWN,
    title: "Living room beside the car park",
    description: "A sofa and a car.",
    objects: [{ category: "sofa", score: 0.9, box: [0, 0, 60, 60] }],
  });
  const sentences = imageType.evidence.map(({ detail }) => detail);
  expect(new Set(sentences).size).toBe(sentences.length);
  expect(imageType.label).toBe("interior");
  expect(imageType.evidence.find(({ detail }) => detail.includes("“car”"))?.weight).toBeLessThan(0);
});
