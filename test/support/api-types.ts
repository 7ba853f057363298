import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { OPENAPI_DOCUMENT } from "@/app/api/openapi-document";

/** Where the types of the API client are kept. */
export const API_TYPES = fileURLToPath(new URL("../../cli/api-types.ts", import.meta.url));

/** The types of every endpoint, from the schemas they check with. */
export async function generateApiTypes(): Promise<string> {
  const ast = await openapiTS(JSON.stringify(OPENAPI_DOCUMENT), { alphabetize: true });
  return `// Made by \`npm run api:types\` from the OpenAPI document; do not edit.\n${astToString(ast)}`;
}
