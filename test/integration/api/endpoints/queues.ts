import type { Endpoint } from "./endpoint.ts";

export const QUEUES: Record<string, Endpoint> = {};
