import { z } from "zod";
import { apiRoute } from "@/lib/http/api-route";
import { OPENAPI_DOCUMENT } from "../openapi-document";

const answer = z.looseObject({ openapi: z.string() });

/** GET → the OpenAPI 3.1 document, made from the schemas the endpoints check with. */
export const GET = apiRoute(
  { summary: "This document", scope: "jobs:read", answers: { 200: answer } },
  (): Response => Response.json(OPENAPI_DOCUMENT),
);
