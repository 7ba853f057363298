import type { Endpoint } from "./endpoint.ts";

export const IMPORTS: Record<string, Endpoint> = {};
