import type { HouzzPhoto } from "./houzz-photos.ts";

/** Layouts the site has had, and what can be wrong with one. */
export interface HouzzLayout {
  era: "2017" | "2020" | "2024";
  /** `full`: all that is known of a photo; `light`: address, title, images; `none`, or JSON that breaks off. */
  state: "full" | "light" | "none" | "broken";
  hasJsonLd: boolean;
  /** How the next link counts; `none` leaves the counting to the visitor. */
  paging: "pg" | "fi" | "none";
  /** Pictures come only with a script. */
  isLazy: boolean;
}

export const TODAY: HouzzLayout = { era: "2024", state: "full", hasJsonLd: true, paging: "pg", isLazy: false };

export interface HouzzOrigins {
  web: string;
  cdn: string;
}

export const photoUrl = ({ slug, id }: HouzzPhoto, { web }: HouzzOrigins, prefix = ""): string =>
  encodeURI(`${web}${prefix}/photos/${slug}-phvw-vp~${id}`);

const resized = (photo: HouzzPhoto, side: number, { cdn }: HouzzOrigins) => {
  const [image] = photo.images;
  return `${cdn}/fimgs/${image?.id}_${image?.modified}-w${side}-h${side}-b0-p0--${photo.slug.split("-").slice(-2).join("-")}.jpg`;
};
export const storedUrl = ({ images: [image] }: HouzzPhoto, size: number, { cdn }: HouzzOrigins): string =>
  `${cdn}/simgs/${image?.id}_${size}-${image?.modified}/home-design.jpg`;

export interface ListingView {
  photos: HouzzPhoto[];
  total: number;
  /** How many come before the first. */
  before: number;
  nextUrl: string | null;
  origins: HouzzOrigins;
  layout: HouzzLayout;
}

export function listingPage({ photos, total, before, nextUrl, origins, layout }: ListingView): string {
  const cards = photos.map((photo, index) => card(photo, { origins, layout, prefix: index % 5 === 4 ? "/hznb" : "" }));
  cards.splice(3, 0, `<div class="${CARD_CLASSES[layout.era]}"><div class="promo">Find a professional</div></div>`);
  const next =
    nextUrl && layout.paging !== "none"
      ? `<a class="hz-pagination-link hz-pagination-link--next" href="${nextUrl.replaceAll("&", "&amp;")}">Next</a>`
      : "";
  const state = layout.state === "none" ? "" : stateScript(stateOf(photos, { layout, page: {} }), layout);
  return page(
    "Rooms",
    `<h1 class="browse-result-set-title browse-photo__resultset-header__title">Rooms</h1>
    <span class="hz-top-pagination__text"><b>${before + 1}</b> - <b>${before + photos.length}</b> of <b>${total.toLocaleString("en-US")}</b> photos</span>
    <div class="browse-photo__result-set__container__grid">${cards.join("\n")}</div>${next}${state}${FILLER}${layout.isLazy ? '<script src="/assets/listing.js"></script>' : ""}`,
  );
}

/**
 * What the site's own script does: pictures come when their card is in view, and the next page's cards after the last, five
 * times; then only the link to the next page is left.
 */
export const LISTING_SCRIPT = `
const grid = document.querySelector(".browse-photo__result-set__container__grid");
let nextUrl = document.querySelector("a.hz-pagination-link--next")?.href;
let batches = 0;
const inView = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    inView.unobserve(target);
    if (target.tagName === "IMG") target.srcset = target.dataset.lazySrcsetLater + " 2x";
    else append();
  }
});
function watch() {
  for (const image of grid.querySelectorAll("img[data-lazy-srcset-later]:not([srcset])")) inView.observe(image);
  if (nextUrl && batches < 5) inView.observe(grid.lastElementChild);
}
async function append() {
  batches += 1;
  const answer = await fetch(nextUrl + "&spf=navigate", { headers: { "x-hz-request": "true" } });
  if (!answer.ok) return;
  const next = new DOMParser().parseFromString((await answer.json()).html, "text/html");
  nextUrl = next.querySelector("a.hz-pagination-link--next")?.href;
  grid.append(...next.querySelector(".browse-photo__result-set__container__grid").children);
  watch();
}
watch();
`;

const CARD_CLASSES: Readonly<Record<HouzzLayout["era"], string>> = {
  "2017": "whiteCard",
  "2020": "hz-space-card hz-space-card-unify hz-track-me",
  "2024": "hz-photo-card hz-track-me",
};

function card(
  photo: HouzzPhoto,
  { origins, layout, prefix }: { origins: HouzzOrigins; layout: HouzzLayout; prefix: string },
): string {
  const sources = `srcset="${resized(photo, 360, origins)} 1x, ${resized(photo, 720, origins)} 2x"`;
  const lazy = `data-lazy-srcset-later="${resized(photo, 720, origins)}"`;
  const image = `<img class="hz-photo-card__img" alt="${photo.alt}" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" ${layout.isLazy ? lazy : sources} loading="lazy">`;
  const link = (className: string) =>
    `<a class="${className}" href="${photoUrl(photo, origins, prefix)}">${image}<span>Save Photo ${photo.alt}</span></a>`;
  if (layout.era === "2017") return `<div class="${CARD_CLASSES[layout.era]}">${link("photoLink")}</div>`;
  const pro = `<a class="hz-photo-card__pro" href="${origins.web}/professionals/interior-designer/x-pfvwus-pf~${photo.pro.id}">${escapeHtml(photo.pro.name)}</a>`;
  return `<div class="${CARD_CLASSES[layout.era]}">${link("hz-photo-card__ratio-box")}${pro}</div>`;
}

export function photoPage(
  photo: HouzzPhoto,
  { related, origins, layout }: { related: HouzzPhoto[]; origins: HouzzOrigins; layout: HouzzLayout },
): string {
  const jsonLd = [
    {
      "@context": "https://schema.org",
      "@type": "ImageObject",
      contentURL: storedUrl(photo, 9, origins),
      name: photo.title,
    },
    { "@context": "https://schema.org", "@type": "BreadcrumbList", itemListElement: [] },
  ];
  const state = stateOf([photo, ...related], { layout, page: { ViewPhotoPageStore: { data: { id: photo.id } } } });
  return page(
    photo.title,
    `<ol class="hz-breadcrumb__list"><li><a><span>Photos</span></a></li></ol>
    <div class="view-photo-image-pane"><img class="view-photo-image-pane__image" src="${storedUrl(photo, 9, origins)}" alt="${photo.alt}"></div>
    <h1>${photo.title}</h1><a class="hz-photo-card__pro" href="${origins.web}/professionals/interior-designer/x-pfvwus-pf~${photo.pro.id}">${escapeHtml(photo.pro.name)}</a>
    <div class="hz-view-photo__space-info__description">The owners wanted light in every corner.</div>
    ${layout.hasJsonLd ? script("application/ld+json", jsonLd) : ""}
    ${layout.state === "none" ? "" : stateScript(state, layout)}${FILLER}`,
  );
}

export function projectPage(
  projectId: number,
  {
    photos,
    others,
    origins,
    layout,
  }: { photos: HouzzPhoto[]; others: HouzzPhoto[]; origins: HouzzOrigins; layout: HouzzLayout },
): string {
  const state = stateOf([...photos, ...others], {
    layout,
    page: { ViewProjectPageStore: { data: { current_project_id: projectId } } },
  });
  const cards = photos.map((photo) => card(photo, { origins, layout, prefix: "" }));
  return page("Project", `<h1>Project</h1>${cards.join("\n")}${stateScript(state, layout)}${FILLER}`);
}

/** The stores of a page's state, with the parts nobody may keep: tokens, visitor, phone numbers. */
function stateOf(photos: HouzzPhoto[], { layout, page }: { layout: HouzzLayout; page: object }): object {
  const space = (photo: HouzzPhoto) => {
    const light = {
      categoryId: photo.topic,
      url: `https://www.houzz.com/photos/${photo.slug}-phvw-vp~${photo.id}`,
      title: photo.title,
      imageIds: photo.images.map(({ id }) => id),
    };
    if (layout.state === "light") return light;
    const { id, projectId, pro, style, saves } = photo;
    return {
      ...light,
      id,
      type: 1,
      ownerId: pro.id,
      authorId: pro.id,
      projectId,
      status: 1,
      link: "",
      style,
      isProduct: false,
      buzzCount: saves,
      buzzCountString: String(saves),
    };
  };
  const products = [1, 2, 3].map((number) => [
    String(9_000_000 + number),
    {
      id: 9_000_000 + number,
      isProduct: true,
      title: "A lamp",
      url: `https://www.houzz.com/products/lamp-prvw-vr~${9_000_000 + number}`,
      imageIds: [String(number).padStart(16, "a")],
    },
  ]);
  const images = photos.flatMap((photo) =>
    photo.images.map(({ id, modified }) => [
      id,
      {
        imageId: 1,
        externalId: id,
        contentModified: String(modified),
        status: 1,
        width: 900,
        height: 600,
        hires: 1,
        originalWidth: 4000,
        originalHeight: 2667,
      },
    ]),
  );
  const users = photos.map(({ pro }) => [String(pro.id), { userId: pro.id, displayName: pro.name }]);
  const professionals = photos.map(({ pro }) => [
    String(pro.id),
    { formattedPhone: "(555) 010-7788", location: "12 Elm Street", address: "12 Elm Street" },
  ]);
  const store = (entries: unknown[][]) => ({ data: Object.fromEntries(entries) });
  const data = {
    ...page,
    SpaceStore: store([...photos.map((photo) => [String(photo.id), space(photo)]), ...products]),
    ImageStore: store(images),
    UserStore: store(users),
    ProfessionalStore: store(professionals),
    ProjectStore: store(photos.map(({ projectId, title }) => [String(projectId), { title, yearStarted: 2019 }])),
  };
  return {
    data: { pageName: "page", stores: { order: Object.keys(data), data } },
    csrfToken: "csrf-secret",
    currentVisitorId: "visitor-secret",
    geo: { ip: "203.0.113.9" },
  };
}

function stateScript(state: object, layout: HouzzLayout): string {
  if (layout.era === "2017") return inlineScript(state);
  const text = script("application/json", state, "hz-ctx");
  return layout.state === "broken" ? `${text.slice(0, Math.floor(text.length / 2))}</script>` : text;
}

/** Before 2019 the state was code. */
function inlineScript(state: object): string {
  const { data } = (state as { data: { stores: { data: Record<string, { data: Record<string, unknown> }> } } }).data
    .stores;
  const images = Object.entries(data.ImageStore?.data ?? {}).map(([id, image]) => [
    id,
    { ts: (image as { contentModified: string }).contentModified },
  ]);
  return `<script>
HZ.data.Spaces.addAll(${JSON.stringify(data.SpaceStore?.data)});
HZ.data.Images.addAll(${JSON.stringify(Object.fromEntries(images))});
</script>`;
}

const script = (type: string, value: unknown, id = "") =>
  `<script type="${type}"${id && ` id="${id}"`}>${JSON.stringify(value).replaceAll("<", "\\u003c")}</script>`;
const escapeHtml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;

/** Real pages are large; a short one is taken for a block. */
const FILLER = `<footer>${"<p>Rooms, houses and the people who make them.</p>".repeat(60)}</footer>`;
