import { z } from "zod";

const slugSchema = z.string().regex(/^[a-z]+(-[a-z]+)*$/, "a slug is lower-case words joined by hyphens");
const termSchema = z.strictObject({
  slug: slugSchema,
  name: z.string().min(1),
  /** Other English names, lower case, that mean exactly this entry. */
  synonyms: z.array(z.string().min(1).toLowerCase()),
});

/** A furniture or decor category; `coco`, `open_images` and `ade20k` hold the label names of those datasets. */
const categorySchema = termSchema.extend({
  parent: slugSchema.nullable(),
  coco: z.array(z.string().min(1)),
  open_images: z.array(z.string().min(1)),
  ade20k: z.array(z.string().min(1)),
});

export type TaxonomyTerm = z.infer<typeof termSchema>;
export type TaxonomyCategory = z.infer<typeof categorySchema>;

/**
 * `taxonomy.json`. Beyond the shape: slugs are unique within their list, a name or synonym leads to one slug,
 * a dataset's label to one category, and a parent stands before its children (so rows can be inserted in order).
 */
export const taxonomySchema = z
  .strictObject({
    version: z.int().positive(),
    room_types: z.array(termSchema).min(1),
    styles: z.array(termSchema).min(1),
    categories: z.array(categorySchema).min(1),
  })
  .superRefine((taxonomy, context) => {
    for (const problem of findProblems(taxonomy)) context.addIssue({ code: "custom", message: problem });
  });
export type Taxonomy = z.infer<typeof taxonomySchema>;

type Lists = { room_types: TaxonomyTerm[]; styles: TaxonomyTerm[]; categories: TaxonomyCategory[] };

function findProblems({ room_types, styles, categories }: Lists): string[] {
  const labelSets = ["coco", "open_images", "ade20k"] as const;
  return [
    ...findTwice("room_types", room_types, termKeys),
    ...findTwice("styles", styles, termKeys),
    ...findTwice("categories", categories, termKeys),
    ...labelSets.flatMap((set) => findTwice(`categories.${set}`, categories, (category) => category[set])),
    ...findMissingParents(categories),
  ];
}

/** Slug with spaces, name and synonyms, each once: "armchair" may be both slug and name of one entry. */
function termKeys({ slug, name, synonyms }: TaxonomyTerm): string[] {
  return [...new Set([slug.replaceAll("-", " "), name.toLowerCase(), ...synonyms])];
}

function findTwice<T extends TaxonomyTerm>(list: string, entries: T[], keysOf: (entry: T) => string[]): string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const entry of entries) {
    for (const key of keysOf(entry)) {
      const owner = owners.get(key);
      if (owner !== undefined) problems.push(`${list}: "${key}" leads to both ${owner} and ${entry.slug}`);
      owners.set(key, entry.slug);
    }
    if (new Set(entry.synonyms).size < entry.synonyms.length) problems.push(`${list}: ${entry.slug} repeats a synonym`);
  }
  return problems;
}

function findMissingParents(categories: TaxonomyCategory[]): string[] {
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const { slug, parent } of categories) {
    if (parent !== null && !seen.has(parent))
      problems.push(`categories: parent ${parent} of ${slug} must stand above it`);
    seen.add(slug);
  }
  return problems;
}
