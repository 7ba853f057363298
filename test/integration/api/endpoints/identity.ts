import type { Endpoint } from "./endpoint.ts";

export const IDENTITY: Record<string, Endpoint> = {};
