/** Writes the taxonomy's seed migration: `node lib/taxonomy/build-seed.ts`. Run it after every change of taxonomy.json. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { taxonomy } from "./taxonomy.ts";
import type { TaxonomyCategory, TaxonomyTerm } from "./taxonomy-schema.ts";

export const SEED_MIGRATION = new URL("../../supabase/migrations/00000000000300_seed_taxonomy.sql", import.meta.url);

/**
 * SQL that brings the `taxonomy_*` tables to the content of taxonomy.json. Running it again changes nothing; rows that were
 * dropped from the file stay, because scenes and objects may still name them.
 */
export function buildSeedSql(): string {
  return [
    "-- Generated from lib/taxonomy/taxonomy.json by `node lib/taxonomy/build-seed.ts`; change that file, not this one.",
    upsert("taxonomy_room_types", ["slug", "name", "synonyms"], taxonomy.room_types.map(termRow)),
    upsert("taxonomy_styles", ["slug", "name", "synonyms"], taxonomy.styles.map(termRow)),
    upsert(
      "taxonomy_categories",
      ["slug", "name", "parent", "synonyms", "coco", "open_images", "ade20k"],
      taxonomy.categories.map(categoryRow),
    ),
    "",
  ].join("\n\n");
}

function termRow({ slug, name, synonyms }: TaxonomyTerm): string[] {
  return [text(slug), text(name), textArray(synonyms)];
}

function categoryRow({ slug, name, parent, synonyms, coco, open_images, ade20k }: TaxonomyCategory): string[] {
  const lists = [synonyms, coco, open_images, ade20k].map(textArray);
  return [text(slug), text(name), parent === null ? "null" : text(parent), ...lists];
}

function upsert(table: string, columns: string[], rows: string[][]): string {
  const values = rows.map((row) => `  (${row.join(", ")})`).join(",\n");
  const updates = columns.filter((column) => column !== "slug").map((column) => `${column} = excluded.${column}`);
  return `insert into public.${table} (${columns.join(", ")}) values\n${values}\non conflict (slug) do update set ${updates.join(", ")};`;
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const textArray = (values: string[]) => (values.length === 0 ? "'{}'" : `array[${values.map(text).join(", ")}]`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(SEED_MIGRATION, buildSeedSql());
  process.stdout.write(`wrote ${fileURLToPath(SEED_MIGRATION)}\n`);
}
