import seed from "./taxonomy.json" with { type: "json" };
import { type Taxonomy, type TaxonomyCategory, taxonomySchema } from "./taxonomy-schema.ts";

/** The taxonomy as shipped; the `taxonomy_*` tables are seeded from the same file. */
export const taxonomy: Taxonomy = taxonomySchema.parse(seed);

export type LabelSpace = "coco" | "open_images" | "ade20k";

const bySlug = new Map(taxonomy.categories.map((category) => [category.slug, category]));
const byWord = new Map(taxonomy.categories.flatMap((category) => wordsOf(category).map((word) => [word, category])));
const byLabel: Record<LabelSpace, Map<string, TaxonomyCategory>> = {
  coco: indexLabels("coco"),
  open_images: indexLabels("open_images"),
  ade20k: indexLabels("ade20k"),
};

/** The category of a dataset's label (exact spelling, e.g. COCO `potted plant`), or null where the taxonomy has none. */
export function categoryOfLabel(space: LabelSpace, label: string): TaxonomyCategory | null {
  return byLabel[space].get(label) ?? null;
}

/** The category a person means by a slug, name or synonym in any case (`Couch` → sofa), or null. */
export function findCategory(word: string): TaxonomyCategory | null {
  const key = word.trim().toLowerCase();
  return bySlug.get(key) ?? byWord.get(key.replaceAll(/[-_\s]+/g, " ")) ?? byWord.get(key) ?? null;
}

/** Slugs from the category itself up to its root: armchair → [armchair, chair, seating, furniture]; empty when unknown. */
export function ancestryOf(slug: string): string[] {
  const category = bySlug.get(slug);
  if (!category) return [];
  return [slug, ...(category.parent ? ancestryOf(category.parent) : [])];
}

function wordsOf({ slug, name, synonyms }: TaxonomyCategory): string[] {
  return [slug.replaceAll("-", " "), name.toLowerCase(), ...synonyms];
}

function indexLabels(space: LabelSpace): Map<string, TaxonomyCategory> {
  return new Map(taxonomy.categories.flatMap((category) => category[space].map((label) => [label, category])));
}
