import { writeFile } from "node:fs/promises";
import "./node-alias.ts";

const { API_TYPES, generateApiTypes } = await import("./api-types.ts");
await writeFile(API_TYPES, await generateApiTypes());
