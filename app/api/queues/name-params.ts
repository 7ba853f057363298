import { z } from "zod";

/** A queue in a path; what is none is a 404, so any short text may ask. */
export const queueParamsSchema = z.object({ name: z.string().max(60) });
