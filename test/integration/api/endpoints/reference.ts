import type { Endpoint } from "./endpoint.ts";

export const REFERENCE: Record<string, Endpoint> = {};
