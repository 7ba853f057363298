import { z } from "zod";
import { problemSchema } from "@/lib/contracts/common";
import type { Answer, RouteSpec } from "./route-spec";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The modules of route handlers by path, in Next's form (`/api/jobs/[id]`). */
export type RouteModules = Record<string, object>;

interface Operation {
  path: string;
  method: string;
  spec: RouteSpec;
}

/** The OpenAPI 3.1 document of these routes, from the schemas they check with. Handlers without a description are left out. */
export function buildOpenApi(routes: RouteModules, info: { title: string; version: string }) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operationsOf(routes)) {
    const path = operation.path.replaceAll(/\[(\w+)\]/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info,
    paths,
    components: {
      schemas: { Problem: toJsonSchema(problemSchema, "output") },
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key, `mdm_…`." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "sb-PROJECT-auth-token",
          description: "The dashboard's session.",
        },
      },
    },
  };
}

export function operationsOf(routes: RouteModules): Operation[] {
  return Object.entries(routes).flatMap(([path, module]) =>
    METHODS.flatMap((method) => {
      const spec = specOf((module as Record<string, unknown>)[method]);
      return spec ? [{ path, method, spec }] : [];
    }),
  );
}

const specOf = (handler: unknown): RouteSpec | undefined =>
  typeof handler === "function" && "spec" in handler ? (handler.spec as RouteSpec) : undefined;

function describe({ path, method, spec }: Operation): Record<string, unknown> {
  const { summary, scope, params, query, body, answers } = spec;
  const bodies = spec.bodies ?? (body ? { "application/json": body } : {});
  const name = path.replace(/^\/(api\/)?/, spec.isDeprecated ? "celery_" : "");
  return {
    operationId: `${method.toLowerCase()}_${name.replaceAll(/\W+/g, "_").replace(/_$/, "")}`,
    tags: [spec.isDeprecated ? "celery" : name.split("/")[0]],
    ...(spec.isDeprecated && { deprecated: true }),
    summary,
    description: scope ? `Needs the scope \`${scope}\`.` : "Open to all.",
    security: scope ? [{ key: [] }, { session: [] }] : [],
    parameters: [...parametersOf(params, "path"), ...parametersOf(query, "query")],
    ...(Object.keys(bodies).length > 0 && { requestBody: { content: contentOf(bodies, "input") } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)])),
      default: {
        description: "A problem document (RFC 9457).",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, place: "path" | "query"): unknown[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = toJsonSchema(schema, "input") as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: of,
  }));
}

function answerOf(answer: Answer): Record<string, unknown> {
  if (answer === null) return { description: "No body." };
  if ("mediaType" in answer) return { description: answer.mediaType, content: { [answer.mediaType]: {} } };
  return { description: "JSON.", content: contentOf({ "application/json": answer }, "output") };
}

const contentOf = (schemas: Record<string, z.ZodType>, io: "input" | "output") =>
  Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema: toJsonSchema(schema, io) }]));

/**
 * What JSON Schema cannot say (a number that may also come as text) is left open rather than said wrongly. So is what refers to
 * itself, which here is JSON of any shape: its definitions would have to be at the root of the document.
 */
function toJsonSchema(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const { $schema: _dialect, $defs: _recursive, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return JSON.parse(JSON.stringify(rest), (_key, value) => (isReference(value) ? {} : value));
}

const isReference = (value: unknown): boolean => typeof value === "object" && value !== null && "$ref" in value;
