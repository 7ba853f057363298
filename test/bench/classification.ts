/**
 * How well scenes are classified: `node test/bench/classification.ts`. Development photographs are judged by cross-validation
 * (weights fitted on four fifths, judged on the rest); the sample gallery, which no fit has seen, by the shipped weights.
 */
import { basename } from "node:path";
import { classifyScene, type SceneClassification } from "../../lib/classification/classify-scene.ts";
import type { SightWeights } from "../../lib/classification/sight-evidence.ts";
import { IMAGE_TYPES } from "../../lib/contracts/scenes.ts";
import { drawPlans, foldRoom, loadDevelopmentImages, loadGalleryImages } from "./classification-data.ts";
import { fitClassifier, type Seen } from "./classification-fit.ts";
import { lookAt } from "./classification-sights.ts";

const FOLDS = 5;
const NONE = "(none)";

interface Judged {
  image: Seen;
  result: SceneClassification;
}
interface Pair {
  truth: string;
  answer: string;
  score: number;
  set: string;
}

const development = await see(loadDevelopmentImages());
const gallery = await see(loadGalleryImages());
if (development.length > 0) {
  const folds = fitFolds(development);
  const hasHeadline = ({ image }: Judged) => image.caption !== "";
  const alone = judgeFolds(development, folds, false);
  report("Development, cross-validated, picture alone", alone);
  report("Of these, the pictures that have a headline, still alone", alone.filter(hasHeadline));
  report("The same pictures with their headlines", judgeFolds(development, folds, true).filter(hasHeadline));
  report("Other photographers: fitted without set interiors, judged on it", judgeUnseenSet(development, "interiors"));
}
const plans = await see(await drawPlans());
report(
  "Made-up floor plans, shipped weights",
  plans.map((image) => judge(image, { hasCaption: false })),
);
report(
  "Sample gallery, shipped weights, picture alone",
  gallery.map((image) => judge(image, { hasCaption: false })),
);
const galleryRead = gallery.map((image) => judge(image, { hasCaption: true }));
report("Sample gallery, shipped weights, with its captions", galleryRead);
listMistakes(galleryRead);

function report(title: string, judged: readonly Judged[]): void {
  console.log(`\n== ${title}: ${judged.length} pictures`);
  show("image type", judged.flatMap(typePair), IMAGE_TYPES);
  const rooms = judged.flatMap(roomPair);
  show("room type", rooms, [...new Set(rooms.flatMap(({ truth, answer }) => [truth, answer]))].sort());
}

/** Weights for each fifth of the pictures, fitted on the other four. */
function fitFolds(images: readonly Seen[]): SightWeights[] {
  return Array.from({ length: FOLDS }, (_, fold) => fitClassifier(images.filter((_image, i) => i % FOLDS !== fold)));
}

function judgeFolds(images: readonly Seen[], folds: readonly SightWeights[], hasCaption: boolean): Judged[] {
  return images.map((image, i) => judge(image, { hasCaption, weights: folds[i % FOLDS] }));
}

function judgeUnseenSet(images: readonly Seen[], set: string): Judged[] {
  const weights = fitClassifier(images.filter((image) => image.set !== set));
  return images.filter((image) => image.set === set).map((image) => judge(image, { hasCaption: false, weights }));
}

function judge(
  image: Seen,
  { hasCaption, weights }: { hasCaption: boolean; weights?: SightWeights | undefined },
): Judged {
  const facts = { ...image, title: hasCaption ? image.caption : "", description: "", tags: [], palette: [] };
  return { image, result: classifyScene(facts, weights) };
}

function listMistakes(judged: readonly Judged[]): void {
  for (const { image, result } of judged) {
    const wrong = image.imageType !== result.imageType.label;
    const wrongRoom = image.room !== null && image.room !== foldRoom(result.roomType.label ?? NONE);
    if (!wrong && !wrongRoom) continue;
    const answer = `${result.imageType.label} ${result.imageType.score.toFixed(2)}, ${result.roomType.label ?? NONE}`;
    console.log(`${basename(image.path)}: is ${image.imageType}, ${image.room ?? NONE}; answered ${answer}`);
  }
}

function typePair({ image, result }: Judged): Pair[] {
  const { label, score } = result.imageType;
  return image.imageType ? [{ truth: image.imageType, answer: label, score, set: image.set }] : [];
}

function roomPair({ image, result }: Judged): Pair[] {
  const { label, score } = result.roomType;
  return image.room
    ? [{ truth: foldRoom(image.room), answer: label ? foldRoom(label) : NONE, score, set: image.set }]
    : [];
}

/** Rows are the truth, columns the answers. */
function show(what: string, pairs: readonly Pair[], labels: readonly string[]): void {
  if (pairs.length === 0) return;
  const isRight = ({ truth, answer }: Pair) => truth === answer;
  const recalls = labels.flatMap((label) => {
    const own = pairs.filter(({ truth }) => truth === label);
    return own.length === 0 ? [] : [own.filter(isRight).length / own.length];
  });
  const told = pairs.filter(({ answer }) => answer !== NONE);
  const mean = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  console.log(`\n${what}: ${ratio(pairs.filter(isRight).length, pairs.length)} right, mean recall ${mean.toFixed(3)}`);
  if (told.length < pairs.length)
    console.log(`named at all: ${told.length}, of these right: ${ratio(told.filter(isRight).length, told.length)}`);
  const sets = [...new Set(pairs.map(({ set }) => set))];
  console.log(
    sets
      .map(
        (set) =>
          `${set} ${ratio(pairs.filter((pair) => pair.set === set && isRight(pair)).length, pairs.filter((pair) => pair.set === set).length)}`,
      )
      .join(" · "),
  );
  console.log(`${"".padEnd(14)}${labels.map((label) => label.slice(0, 11).padStart(12)).join("")}`);
  for (const truth of labels) {
    const counts = labels.map(
      (answer) => pairs.filter((pair) => pair.truth === truth && pair.answer === answer).length,
    );
    if (counts.some((count) => count > 0))
      console.log(`${truth.padEnd(14)}${counts.map((count) => String(count).padStart(12)).join("")}`);
  }
  showCalibration(told, isRight);
}

/** Whether a score means what it says: of the answers with that score, how many are right. */
function showCalibration(pairs: readonly Pair[], isRight: (pair: Pair) => boolean): void {
  const bins = [0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((from, i, all) => {
    const inside = pairs.filter(({ score }) => score >= from && score < (all[i + 1] ?? 1.01));
    return inside.length === 0 ? "" : `${from}+: ${ratio(inside.filter(isRight).length, inside.length)}`;
  });
  console.log(`score → right: ${bins.filter(Boolean).join(" · ")}`);
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? "0/0" : `${part}/${whole} (${((100 * part) / whole).toFixed(0)} %)`;
}

async function see(images: ReturnType<typeof loadDevelopmentImages>): Promise<Seen[]> {
  const sights = await lookAt(images.map(({ path }) => path));
  return images.flatMap((image) => {
    const sight = sights.get(image.path);
    return sight ? [{ ...image, ...sight }] : [];
  });
}
