import { z } from "zod";
import type { Core } from "../core.ts";
import { type Field, GraphqlError, parseQuery } from "../graphql/parse.ts";
import { QUERIES } from "../graphql/resolve.ts";
import type { Reply, Route } from "./server.ts";

const bodySchema = z.object({
  query: z.string().max(50_000),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/** `POST /v0/gql`: run, runTraceSpanOutputByID and eventV2; errors come in GraphQL's form. */
export function graphqlRoute(core: Core): Route {
  return { method: "POST", path: "/v0/gql", auth: "signing-key", handler: ({ body }) => answer(core, body) };
}

function answer(core: Core, body: unknown): Reply {
  try {
    const parsed = bodySchema.safeParse(body);
    if (!parsed.success) throw new GraphqlError(z.prettifyError(parsed.error));
    const fields = parseQuery(parsed.data.query, parsed.data.variables ?? {});
    return {
      status: 200,
      body: { data: Object.fromEntries(fields.map((field) => [field.alias, query(core, field)])) },
    };
  } catch (error) {
    if (!(error instanceof GraphqlError)) throw error;
    return { status: 200, body: { data: null, errors: [{ message: error.message }] } };
  }
}

function query(core: Core, field: Field): unknown {
  const resolve = Object.hasOwn(QUERIES, field.name) ? QUERIES[field.name] : undefined;
  if (!resolve)
    throw new GraphqlError(`there is no query "${field.name}"; this engine has ${Object.keys(QUERIES).join(", ")}`);
  return pick(resolve(core, field.args), field.fields);
}

/** The selected fields of a resolved value; a field it does not have is null. */
function pick(value: unknown, fields: Field[]): unknown {
  if (Array.isArray(value)) return value.map((item) => pick(item, fields));
  if (typeof value !== "object" || value === null || fields.length === 0) return value ?? null;
  const entries = new Map<string, unknown>(Object.entries(value));
  return Object.fromEntries(fields.map((field) => [field.alias, pick(entries.get(field.name), field.fields)]));
}
