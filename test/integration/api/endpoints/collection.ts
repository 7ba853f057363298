import type { Endpoint } from "./endpoint.ts";

export const COLLECTION: Record<string, Endpoint> = {};
