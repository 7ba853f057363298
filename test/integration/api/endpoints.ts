import { COLLECTION } from "./endpoints/collection.ts";
import type { Endpoint } from "./endpoints/endpoint.ts";
import { FAILURES } from "./endpoints/failures.ts";
import { IDENTITY } from "./endpoints/identity.ts";
import { IMPORTS } from "./endpoints/imports.ts";
import { QUEUES } from "./endpoints/queues.ts";
import { REFERENCE } from "./endpoints/reference.ts";
import { SIGNALS } from "./endpoints/signals.ts";
import { WORK } from "./endpoints/work.ts";

/** Every endpoint there is. The first test fails when one on disk is not here. */
export const ENDPOINTS: Record<string, Endpoint> = {
  ...WORK,
  ...IDENTITY,
  ...QUEUES,
  ...FAILURES,
  ...SIGNALS,
  ...COLLECTION,
  ...IMPORTS,
  ...REFERENCE,
};
/** The Inngest SDK's own endpoint, with its own protocol and signature. */
export const NOT_OURS = "/api/inngest";
