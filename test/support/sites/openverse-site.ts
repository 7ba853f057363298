import { Hono } from "hono";
import { drawPicture } from "./draw-picture.ts";
import { type Faults, withFaults } from "./faults.ts";
import { type RunningSite, serveSite } from "./serve-site.ts";

export interface OpenverseSite extends RunningSite {
  faults: Faults;
  results: OpenverseResult[];
}

export interface OpenverseResult {
  id: string;
  license: string;
  version: string | null;
  hasUrl: boolean;
  isMature: boolean;
}

const LICENCES = [
  ["by-sa", "2.0"],
  ["cc0", "1.0"],
  ["by", "4.0"],
  ["pdm", "1.0"],
  ["by-nc", "2.0"],
] as const;

/** The public API of Openverse: at most 20 results a page without an account, a page beyond that answers 401. */
export async function startOpenverseSite(count = 25): Promise<OpenverseSite> {
  const results = Array.from({ length: count }, (_, index): OpenverseResult => {
    const [license, version] = LICENCES[index % LICENCES.length] ?? LICENCES[0];
    const id = `f561777d-24ea-483f-9cf8-${String(index).padStart(12, "0")}`;
    return { id, license, version, hasUrl: index !== 3, isMature: index === 5 };
  });
  const faults: Faults = new Map();
  const app = new Hono();
  withFaults(app, faults);
  app.get("/v1/images/", (c) => {
    const size = Number(c.req.query("page_size") ?? 20);
    if (size > 20)
      return c.json({ detail: "page_size must be less than or equal to 20 for unauthenticated requests." }, 401);
    const wanted = (c.req.query("license") ?? "").split(",");
    const page = Number(c.req.query("page") ?? 1);
    const found = results.filter(({ license }) => wanted.includes(license));
    const origin = new URL(c.req.url).origin;
    const body = {
      result_count: found.length,
      page_count: Math.min(20, Math.ceil(found.length / size)),
      page_size: size,
      page,
      results: found.slice((page - 1) * size, page * size).map((result) => resultOf(result, origin)),
    };
    return c.json(body, 200, { "x-ratelimit-limit-anon_burst": "20/min", "x-ratelimit-available-anon_burst": "19" });
  });
  app.get("/files/:number", async (c) => {
    const seed = 700_000 + Number.parseInt(c.req.param("number"), 10);
    return c.body(new Uint8Array(await drawPicture(seed)), 200, { "content-type": "image/jpeg" });
  });
  return Object.assign(await serveSite(app), { faults, results });
}

function resultOf({ id, license, version, hasUrl, isMature }: OpenverseResult, origin: string): object {
  const number = Number(id.slice(-12));
  return {
    id,
    title: number === 1 ? null : `Sofa ${number}`,
    indexed_on: "2019-05-06T07:08:09Z",
    foreign_landing_url: `https://www.flickr.com/photos/ada/${number}`,
    url: hasUrl ? `${origin}/files/${number}.jpg` : null,
    creator: "Ada",
    creator_url: "https://www.flickr.com/photos/ada",
    license,
    license_version: version,
    license_url: `https://creativecommons.org/licenses/${license}/${version}/`,
    provider: "flickr",
    source: "flickr",
    category: null,
    filesize: null,
    filetype: null,
    tags: [{ name: "sofa", accuracy: null }, { name: "sofa", accuracy: 0.9 }, { name: " " }],
    attribution: `"Sofa ${number}" by Ada is licensed under CC ${license.toUpperCase()} ${version}.`,
    fields_matched: [],
    mature: isMature,
    height: 680,
    width: 1024,
    thumbnail: `${origin}/v1/images/${id}/thumb/`,
    detail_url: `${origin}/v1/images/${id}/`,
    related_url: `${origin}/v1/images/${id}/related/`,
  };
}
