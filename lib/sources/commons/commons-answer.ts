import { z } from "zod";

/** A field of a file's description; the value is HTML in many of them. */
const metaSchema = z.object({ value: z.union([z.string(), z.number()]).transform(String) });

const imageInfoSchema = z.object({
  url: z.string(),
  descriptionurl: z.string(),
  thumburl: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  size: z.number().optional(),
  mime: z.string(),
  sha1: z.string().optional(),
  user: z.string().optional(),
  extmetadata: z.record(z.string(), metaSchema).catch({}).optional(),
});

const pageSchema = z.object({
  pageid: z.number(),
  ns: z.number(),
  title: z.string(),
  imageinfo: z.array(imageInfoSchema).optional(),
});
export type CommonsPage = z.infer<typeof pageSchema>;

/** `pages` is a list with `formatversion=2` and keyed by page id without. An error comes with status 200. */
export const answerSchema = z.object({
  error: z.object({ code: z.string(), info: z.string().optional() }).optional(),
  continue: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  query: z
    .object({
      pages: z.union([z.array(pageSchema), z.record(z.string(), pageSchema).transform(Object.values<CommonsPage>)]),
    })
    .optional(),
});
