import { z } from "zod";

/** As much of JSON Schema as the documents say. */
type JsonSchema = {
  type?: string | string[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  properties?: Record<string, JsonSchema> | undefined;
  required?: string[] | undefined;
  items?: JsonSchema | undefined;
  additionalProperties?: JsonSchema | boolean | undefined;
  anyOf?: JsonSchema[] | undefined;
  oneOf?: JsonSchema[] | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  default?: unknown;
};
const jsonSchema = z.custom<JsonSchema>((value) => typeof value === "object" && value !== null);

const operationSchema = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).min(1),
  summary: z.string(),
  description: z.string(),
  deprecated: z.boolean().optional(),
  parameters: z.array(
    z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: jsonSchema }),
  ),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: jsonSchema })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string(),
      content: z.record(z.string(), z.object({ schema: jsonSchema.optional() })).optional(),
    }),
  ),
});
const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

export interface Field {
  /** Dots for what is inside, `[]` for each of a list. */
  name: string;
  type: string;
  isRequired: boolean;
}

export interface Fields {
  /** A media type, or `path` and `query`. */
  title: string;
  /** Several where a body has several forms. */
  forms: Field[][];
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  summary: string;
  access: string;
  takes: Fields[];
  gives: (Fields & { status: string })[];
}

export interface Section {
  name: string;
  operations: Operation[];
}

const DEEPEST = 3;

/** Sections by first part of the path, in the alphabet's order, the old system's paths last; from an OpenAPI 3.1 document. */
export function prepareReference(document: unknown): Section[] {
  const { paths } = documentSchema.parse(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags[0] ?? "",
      operation: toOperation(method, path, operation),
    })),
  );
  const sections = Object.entries(Object.groupBy(operations, ({ tag }) => tag)).map(([name, members = []]) => ({
    name,
    operations: members.map(({ operation }) => operation),
  }));
  const isOld = ({ name }: Section) => Number(name === "celery");
  return sections.sort((a, b) => isOld(a) - isOld(b) || a.name.localeCompare(b.name));
}

function toOperation(method: string, path: string, operation: z.infer<typeof operationSchema>): Operation {
  const parameters = Object.entries(Object.groupBy(operation.parameters, (each) => each.in)).map(
    ([title, members = []]) => ({
      title,
      forms: [
        members.map(({ name, required, schema }) => ({ name, type: typeOf(schema), isRequired: required === true })),
      ],
    }),
  );
  const bodies = Object.entries(operation.requestBody?.content ?? {}).map(([title, { schema }]) =>
    toFields(title, schema),
  );
  const gives = Object.entries(operation.responses)
    .filter(([status]) => status !== "default")
    .flatMap(([status, { description, content }]) => {
      const entries = Object.entries(content ?? {});
      if (entries.length === 0) return [{ status, title: description, forms: [] }];
      return entries.map(([title, { schema }]) => ({
        status,
        ...(schema ? toFields(title, schema) : { title, forms: [] }),
      }));
    });
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    access: operation.description,
    takes: [...parameters, ...bodies],
    gives,
  };
}

const toFields = (title: string, schema: JsonSchema): Fields => ({
  title,
  forms: (schema.anyOf ?? schema.oneOf ?? [schema]).map((form) => fieldsOf(form)).filter((form) => form.length > 0),
});

function fieldsOf(schema: JsonSchema, prefix = "", depth = 1): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const field = { name, type: typeOf(value), isRequired: schema.required?.includes(key) ?? false };
    const inner = value.items?.properties ? value.items : value;
    const isDeeper = depth < DEEPEST && inner.properties;
    return isDeeper ? [field, ...fieldsOf(inner, `${name}${value.items ? "[]" : ""}.`, depth + 1)] : [field];
  });
}

/** A type in a few words: `integer 1 to 100, default 50`, `text (uuid) or null`. */
export function typeOf(schema: JsonSchema): string {
  const forms = schema.anyOf ?? schema.oneOf;
  if (forms) return [...new Set(forms.map(typeOf))].join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const said = schema.default === undefined ? "" : `, default ${JSON.stringify(schema.default)}`;
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(" | ") + said;
  if (Array.isArray(schema.type)) return schema.type.map(nameOf).join(" or ") + said;
  if (schema.type === "array") return `list of ${schema.items ? typeOf(schema.items) : "anything"}${said}`;
  const format = schema.format ? ` (${schema.format})` : "";
  return `${nameOf(schema.type)}${format}${rangeOf(schema)}${said}`;
}

const nameOf = (type: string | undefined): string => (type === "string" ? "text" : (type ?? "anything"));

/** JavaScript's own limits of an integer are no news. */
function rangeOf({ minimum, maximum }: JsonSchema): string {
  const isBound = (value: number | undefined): value is number =>
    value !== undefined && Number.isSafeInteger(value * 2);
  if (isBound(minimum) && isBound(maximum)) return ` ${minimum} to ${maximum}`;
  if (isBound(minimum)) return ` from ${minimum}`;
  return isBound(maximum) ? ` to ${maximum}` : "";
}
