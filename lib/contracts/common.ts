import { z } from "zod";

/** ISO 8601 with an offset, as PostgREST writes timestamptz. */
export const timestampSchema = z.iso.datetime({ offset: true });

/** A page of a keyset-paginated list; `next_cursor` is opaque and null on the last page. */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });

/** RFC 9457 problem document; `errors` names invalid fields. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
