import { z } from "zod";
import { withSpec } from "@/lib/http/route-spec";
import { OPENAPI_DOCUMENT } from "../openapi-document";

const spec = { summary: "This document", scope: null, answers: { 200: z.looseObject({ openapi: z.string() }) } };

/** GET → the OpenAPI 3.1 document, made from the schemas the endpoints check with. */
export const GET = withSpec(spec, (): Response => Response.json(OPENAPI_DOCUMENT));
