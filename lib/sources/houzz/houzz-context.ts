import type { CheerioAPI } from "cheerio";
import { z } from "zod";

const id = z.union([z.number(), z.string()]).transform(String);
const maybeText = z.string().nullish().catch(null);

/** A photo or a product. Of the light form only address, title and images are there. */
const spaceSchema = z.object({
  id: id.nullish(),
  url: z.string(),
  title: maybeText,
  ownerId: id.nullish().catch(null),
  projectId: id.nullish().catch(null),
  isProduct: z.boolean().nullish().catch(null),
  buzzCount: z.number().nullish().catch(null),
  imageIds: z.array(z.string().regex(/^[0-9a-f]{16}$/)).min(1),
});
export type Space = z.infer<typeof spaceSchema>;

const imageSchema = z.object({
  contentModified: id.nullish().catch(null),
  ts: id.nullish().catch(null),
  originalWidth: z.number().nullish().catch(null),
  originalHeight: z.number().nullish().catch(null),
});
const userSchema = z.object({ displayName: z.string() });
const projectSchema = z.object({ title: maybeText });

type Stores = Record<string, unknown>;

/**
 * What we take out of the state a Houzz page carries. The state also holds the visitor's tokens, addresses and places, and
 * phone numbers of professionals: nothing is read but the fields named here, and the state itself is never kept.
 */
export interface HouzzContext {
  /** By their number, which is what JSON gives; the page's cards have its order. */
  spaces: Map<string, Space>;
  /** By 16-digit id: the digits its addresses carry, and the size of what was uploaded. */
  images: Map<string, { modified: string | null; width: number | null; height: number | null }>;
  /** Shown name by user id, for the credit. */
  users: Map<string, string>;
  projectTitles: Map<string, string>;
  /** Of a photo page: the photo it is about; of a project page: the project. */
  currentSpaceId: string | null;
  currentProjectId: string | null;
}

/** Null where the page has no state, or one that is cut off or of another shape: the rest of the page is read then. */
export function readContext($: CheerioAPI): HouzzContext | null {
  const stores = storesOf(parse($("script#hz-ctx").first().text())) ?? inlineStores($);
  if (!stores) return null;
  const images = [...entriesOf(stores, "ImageStore", imageSchema)].map(
    ([key, { contentModified, ts, originalWidth, originalHeight }]) =>
      [
        key,
        { modified: modifiedOf(contentModified ?? ts), width: originalWidth ?? null, height: originalHeight ?? null },
      ] as const,
  );
  const users = [...entriesOf(stores, "UserStore", userSchema)].map(([key, user]) => [key, user.displayName] as const);
  const projects = [...entriesOf(stores, "ProjectStore", projectSchema)].flatMap(([key, { title }]) =>
    title ? [[key, title] as const] : [],
  );
  return {
    spaces: entriesOf(stores, "SpaceStore", spaceSchema),
    images: new Map(images),
    users: new Map(users),
    projectTitles: new Map(projects),
    currentSpaceId: currentId(stores, "ViewPhotoPageStore", "id"),
    currentProjectId: currentId(stores, "ViewProjectPageStore", "current_project_id"),
  };
}

/** Entries of another shape are left out, one by one. */
function entriesOf<Shape extends z.ZodType>(stores: Stores, name: string, shape: Shape): Map<string, z.infer<Shape>> {
  const map = dataOf(stores, name) ?? {};
  return new Map(
    Object.entries(map).flatMap(([key, value]) => {
      const parsed = shape.safeParse(value);
      return parsed.success ? [[key, parsed.data] as [string, z.infer<Shape>]] : [];
    }),
  );
}

const modifiedOf = (value: string | null | undefined): string | null =>
  /^\d{1,6}$/.test(value ?? "") ? (value ?? null) : null;

function currentId(stores: Stores, store: string, field: string): string | null {
  const parsed = id.safeParse(dataOf(stores, store)?.[field]);
  return parsed.success ? parsed.data : null;
}

/** A store, whose content is under `data` except in the pages before 2019. */
function dataOf(stores: Stores, name: string): Stores | null {
  const store = asObject(stores[name]);
  return asObject(store?.data) ?? store;
}

function storesOf(state: unknown): Stores | null {
  let value = asObject(state);
  for (const key of ["data", "stores", "data"]) value = asObject(value?.[key]);
  return value;
}

/** Before 2019: `HZ.data.Spaces.addAll({…});` in scripts of the page. */
function inlineStores($: CheerioAPI): Stores | null {
  const script = $("script:not([src]):not([type])").text();
  const SpaceStore = inlineData(script, "Spaces");
  return SpaceStore && { SpaceStore, ImageStore: inlineData(script, "Images") ?? {} };
}

function inlineData(script: string, name: string): Stores | null {
  const [, json] = new RegExp(`HZ\\.data\\.${name}\\.addAll\\((\\{.*\\})\\);`).exec(script) ?? [];
  return json ? asObject(parse(json)) : null;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const asObject = (value: unknown): Stores | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Stores) : null;
