import { buildOpenApi } from "@/lib/http/openapi";
import { ROUTES } from "./routes";

/** The OpenAPI 3.1 document of this app. */
export const OPENAPI_DOCUMENT = buildOpenApi(ROUTES, { title: "Modomo", version: "0.1.0" });
