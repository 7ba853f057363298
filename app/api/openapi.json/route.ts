import { z } from "zod";
import { buildOpenApi } from "@/lib/http/openapi";
import { withSpec } from "@/lib/http/route-spec";
import { ROUTES } from "../routes";

const spec = { summary: "This document", scope: null, answers: { 200: z.looseObject({ openapi: z.string() }) } };

/** GET → the OpenAPI 3.1 document, made from the schemas the endpoints check with. */
export const GET = withSpec(spec, (): Response => Response.json(DOCUMENT));

const DOCUMENT = buildOpenApi(ROUTES, { title: "Modomo", version: "0.1.0" });
