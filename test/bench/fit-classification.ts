/**
 * Fits the weight tables of lib/classification on the development photographs: `node test/bench/fit-classification.ts`.
 * Needs the evaluation data and the installed detector; the same input gives the same tables.
 */
import { writeFileSync } from "node:fs";
import type { WeightTable } from "../../lib/classification/linear-model.ts";
import { loadDevelopmentImages } from "./classification-data.ts";
import { fitClassifier } from "./classification-fit.ts";
import { lookAt } from "./classification-sights.ts";

const images = loadDevelopmentImages();
if (images.length === 0) throw new Error("The evaluation data is not there; set MODOMO_SHARED_DATA to its folder.");
const sights = await lookAt(images.map(({ path }) => path));
const seen = images.flatMap((image) => {
  const sight = sights.get(image.path);
  return sight ? [{ ...image, ...sight }] : [];
});
if (seen.some(({ objects }) => objects === null))
  throw new Error("The detector is not installed: run `npm start` once.");

const { type, room } = fitClassifier(seen);
write("type", "TYPE_WEIGHTS", type);
write("room", "ROOM_WEIGHTS", room);

function write(name: string, constant: string, table: WeightTable): void {
  const file = new URL(`../../lib/classification/${name}-weights.ts`, import.meta.url);
  const start = record(table.start);
  const rows = Object.entries(table.rows)
    .filter(([, row]) => Object.values(row.weights).some((weight) => Math.abs(weight) >= 0.005))
    .map(
      ([measure, row]) =>
        `    ${key(measure)}: { typical: ${round(row.typical, 4)}, weights: ${record(row.weights)} },`,
    );
  writeFileSync(
    file,
    `import type { WeightTable } from "./linear-model.ts";

/** Made by \`node test/bench/fit-classification.ts\` from ${seen.length} photographs; do not edit. See docs/classification.md. */
export const ${constant}: WeightTable = {
  start: ${start},
  rows: {
${rows.join("\n")}
  },
};
`,
  );
  process.stdout.write(`${name}: ${rows.length} rows\n`);
}

function record(values: Readonly<Record<string, number>>): string {
  return `{ ${Object.entries(values)
    .map(([label, value]) => `${key(label)}: ${round(value, 2)}`)
    .join(", ")} }`;
}

function key(name: string): string {
  return /^[a-z]\w*$/i.test(name) ? name : JSON.stringify(name);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0;
}
