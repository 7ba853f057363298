import { type Endpoint, LIMIT, PRIORITY } from "./endpoint.ts";

const DATASET = "modomo-local/sample-rooms";
const WRONG_NAMES = ["", "a/b/c", "a/../b", "https://example.com/datasets/a/b", "sp ace/b"];
const of = (over: object) => ({ dataset: DATASET, ...over });

/** Endpoints that bring in datasets and files. */
export const IMPORTS: Record<string, Endpoint> = {
  "GET /api/sources/huggingface/search": {
    scope: "jobs:read",
    wrongQuery: [
      [`q=${"x".repeat(201)}`, ["q"]],
      ["colour=red", ["colour"]],
    ],
  },
  "GET /api/sources/huggingface/preview": {
    scope: "jobs:read",
    rightQuery: `dataset=${DATASET}`,
    wrongQuery: [
      ["", ["dataset"]],
      ...WRONG_NAMES.map((name): [string, string[]] => [`dataset=${encodeURIComponent(name)}`, ["dataset"]]),
      [`dataset=${DATASET}&config=none`, ["config"]],
      [`dataset=${DATASET}&split=none`, ["split"]],
      [`dataset=${DATASET}&colour=red`, ["colour"]],
    ],
  },
  "POST /api/import/huggingface-dataset": {
    scope: "jobs:write",
    body: of({ limit: 3, include_detection: false }),
    wrong: [
      [{}, ["dataset"]],
      ...WRONG_NAMES.map((dataset): [unknown, string[]] => [{ dataset }, ["dataset"]]),
      ...[...LIMIT, ...PRIORITY].map(([body, fields]): [unknown, string[]] => [of(body as object), fields]),
      [of({ offset: -1 }), ["offset"]],
      [of({ offset: 1.5 }), ["offset"]],
      [of({ split: "none" }), ["split"]],
      [of({ config: "none" }), ["config"]],
      [of({ columns: { image: "none" } }), ["columns"]],
      [of({ columns: { box_format: "yxyx" } }), ["columns.box_format"]],
      [of({ include_detection: "perhaps" }), ["include_detection"]],
      [of({ colour: 1 }), ["colour"]],
    ],
    missing: [{ dataset: "modomo-local/nothing-here" }, of({ revision: "no-such-branch" })],
  },
  "POST /import/huggingface-dataset": { scope: "jobs:write", body: of({ limit: 3 }) },
  "POST /api/import/dataset": {
    scope: "jobs:write",
    wrongQuery: [
      ["", ["name"]],
      ["name=", ["name"]],
      ["name=rooms.exe", ["name"]],
      ["name=rooms.zip&pipeline=perhaps", ["pipeline"]],
      ["name=rooms.zip&priority=12", ["priority"]],
      ["name=rooms.zip&colour=red", ["colour"]],
      ["name=rooms.zip", ["body"]],
    ],
  },
};
