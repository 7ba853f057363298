import { expect, test } from "vitest";
import { prepareReference, typeOf } from "@/app/(dashboard)/api/docs/prepare-reference";

const operation = (over: object) => ({
  operationId: "get_things",
  tags: ["things"],
  summary: "Things",
  description: "Needs the scope `data:read`.",
  parameters: [],
  responses: {},
  ...over,
});

test("sections are in the alphabet's order, the old system's last", () => {
  const document = {
    paths: {
      "/api/zebras": { get: operation({ tags: ["zebras"] }) },
      "/process/colors": { post: operation({ tags: ["celery"] }) },
      "/api/apes": { get: operation({ tags: ["apes"] }), post: operation({ tags: ["apes"] }) },
    },
  };
  const sections = prepareReference(document);
  expect(sections.map(({ name }) => name)).toEqual(["apes", "zebras", "celery"]);
  expect(sections[0]?.operations.map(({ method }) => method)).toEqual(["GET", "POST"]);
});

test("what an endpoint takes and gives is named field by field, forms apart", () => {
  const one = { type: "object", properties: { scene_id: { type: "string", format: "uuid" } }, required: ["scene_id"] };
  const other = {
    type: "object",
    properties: { filter: { type: "object", properties: { source: { type: "string" } } } },
  };
  const item = { type: "object", properties: { id: { type: "string" } }, required: ["id"] };
  const list = { type: "object", properties: { items: { type: "array", items: item } }, required: ["items"] };
  const [section] = prepareReference({
    paths: {
      "/api/things/{id}": {
        post: operation({
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          requestBody: { content: { "application/json": { schema: { anyOf: [one, other] } } } },
          responses: {
            200: { description: "JSON.", content: { "application/json": { schema: list } } },
            204: { description: "No body." },
            default: { description: "A problem document." },
          },
        }),
      },
    },
  });
  expect(section?.operations[0]).toMatchObject({
    takes: [
      { title: "path", forms: [[{ name: "id", type: "text", isRequired: true }]] },
      {
        title: "application/json",
        forms: [
          [{ name: "scene_id", type: "text (uuid)", isRequired: true }],
          [
            { name: "filter", isRequired: false },
            { name: "filter.source", type: "text", isRequired: false },
          ],
        ],
      },
    ],
    gives: [
      { status: "200", forms: [[{ name: "items" }, { name: "items[].id", type: "text", isRequired: true }]] },
      { status: "204", title: "No body.", forms: [] },
    ],
  });
});

test.each([
  [{ type: "integer", minimum: 1, maximum: 100, default: 50 }, "integer 1 to 100, default 50"],
  [{ type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, "integer from 0"],
  [{ anyOf: [{ type: "string" }, { type: "null" }] }, "text or null"],
  [{ type: ["string", "null"] }, "text or null"],
  [{ enum: ["a", "b"] }, '"a" | "b"'],
  [{ type: "array", items: { type: "number" } }, "list of number"],
  [{}, "anything"],
])("%j reads as %s", (schema, words) => {
  expect(typeOf(schema)).toBe(words);
});
