const FILES_PER_PAGE = "50";
const SUBCATEGORIES_PER_PAGE = "200";
/** Renditions are asked for at this width: kinder to the servers than originals, and enough to learn from. */
const WIDTH_PX = "1280";

const SHARED = { action: "query", format: "json", formatversion: "2", maxlag: "5" };
const FILE_FIELDS = {
  prop: "imageinfo",
  iiprop: "url|size|mime|sha1|user|extmetadata",
  iiurlwidth: WIDTH_PX,
  iiextmetadatafilter:
    "LicenseShortName|License|LicenseUrl|UsageTerms|Artist|Credit|AttributionRequired|Copyrighted|Restrictions|ImageDescription|Categories",
};

const requestUrl = (origin: string, parameters: Record<string, string>): string =>
  `${origin}/w/api.php?${new URLSearchParams(parameters)}`;

/** `Living_rooms` and `Category:Living rooms` → `Category:Living rooms`. */
export const categoryTitle = (name: string): string =>
  `Category:${name
    .replace(/^category:/i, "")
    .replaceAll("_", " ")
    .trim()}`;

export const categoryFilesUrl = (origin: string, title: string): string =>
  requestUrl(origin, {
    ...SHARED,
    generator: "categorymembers",
    gcmtitle: title,
    gcmtype: "file",
    gcmlimit: FILES_PER_PAGE,
    ...FILE_FIELDS,
  });

export const subcategoriesUrl = (origin: string, title: string): string =>
  requestUrl(origin, {
    ...SHARED,
    generator: "categorymembers",
    gcmtitle: title,
    gcmtype: "subcat",
    gcmlimit: SUBCATEGORIES_PER_PAGE,
  });

export const searchUrl = (origin: string, words: string): string =>
  requestUrl(origin, {
    ...SHARED,
    generator: "search",
    gsrnamespace: "6",
    gsrsearch: `filetype:bitmap ${words}`,
    gsrlimit: FILES_PER_PAGE,
    ...FILE_FIELDS,
  });

/** The request again, with every field of the answer's `continue`. */
export function continuedUrl(url: string, fields: Record<string, string | number>): string {
  const next = new URL(url);
  for (const [name, value] of Object.entries(fields)) next.searchParams.set(name, String(value));
  return next.href;
}
