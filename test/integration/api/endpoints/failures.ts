import type { Endpoint } from "./endpoint.ts";

export const FAILURES: Record<string, Endpoint> = {};
