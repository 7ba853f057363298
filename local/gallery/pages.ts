import { html, raw } from "hono/html";
import { type Photo, ROOMS } from "./photos.ts";

type Html = ReturnType<typeof html>;

export const AUTHOR = "Creative Tim";
export const LICENCE = "MIT";
export const PAGE_SIZE = 6;

const TERMS =
  "The pictures ship with the npm package material-dashboard 3.1.0 by Creative Tim under the MIT licence. The package does not " +
  "say who took each photo. They are here to try the software with; clear the rights before you publish a data set made of them.";

const STYLE = `
  :root { color-scheme: light dark; --ink: #26231f; --ground: #fbfaf7; --line: #ddd7cc; --quiet: #6b645a; }
  @media (prefers-color-scheme: dark) { :root { --ink: #eeeae3; --ground: #191715; --line: #38332d; --quiet: #a89f92; } }
  body { margin: 0 auto; max-width: 68rem; padding: 1.5rem; font: 1rem/1.55 ui-serif, Georgia, serif; color: var(--ink); background: var(--ground); }
  header, nav ul, .pager { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: baseline; }
  nav ul { list-style: none; margin: 0; padding: 0; } a { color: inherit; text-underline-offset: .2em; }
  .brand { font-size: 1.4rem; font-weight: 600; text-decoration: none; }
  .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1.5rem; padding: 0; list-style: none; }
  .card img { width: 100%; height: 12rem; object-fit: cover; display: block; border-radius: .25rem; background: var(--line); }
  .photo { margin: 0; } .photo img { max-width: 100%; max-height: 75vh; border-radius: .25rem; } h1 { font-weight: 600; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; } dt, footer { color: var(--quiet); } dd { margin: 0; }
  footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: .875rem; } pre { white-space: pre-wrap; }
`;

const album = ({ isPrivate }: Photo) => (isPrivate ? "/private" : "");
export const imagePath = (photo: Photo) => `${album(photo)}/images/${photo.id}.jpg`;
export const photoPath = (photo: Photo) => `${album(photo)}/photos/${photo.id}`;

export function homePage(newest: readonly Photo[], total: number): Html {
  return page(
    "Rooms we like",
    html`<p>${total} pictures of rooms, the pieces in them and the houses around them.</p>
      ${grid(newest)}
      <p><a href="/photos">All pictures</a> · <a href="/private/">Our contributors' own album</a> (not for crawlers)</p>`,
  );
}

/** One page of a shelf. `path` is the shelf's first page; `pageNumber` counts from 1. */
export function listingPage(options: {
  heading: string;
  path: string;
  photos: readonly Photo[];
  pageNumber: number;
}): Html {
  const { heading, path, photos, pageNumber } = options;
  const pageCount = Math.max(1, Math.ceil(photos.length / PAGE_SIZE));
  const link = (target: number, rel: string, text: string) =>
    html`<a rel="${rel}" href="${target === 1 ? path : `${path}?page=${target}`}">${text}</a>`;
  return page(
    heading,
    html`${grid(photos.slice((pageNumber - 1) * PAGE_SIZE, pageNumber * PAGE_SIZE))}
      <p class="pager">
        ${pageNumber > 1 ? link(pageNumber - 1, "prev", "Newer") : ""}
        <span>Page ${pageNumber} of ${pageCount}</span>
        ${pageNumber < pageCount ? link(pageNumber + 1, "next", "Older") : ""}
      </p>`,
  );
}

export function photoPage(photo: Photo, origin: string): Html {
  const { title, description, tags } = photo;
  return page(
    title,
    html`<figure class="photo"><img src="${imagePath(photo)}" alt="${title}" /></figure>
      <p class="description">${description}</p>
      <dl>
        <dt>Credit</dt><dd class="author">${AUTHOR}</dd>
        <dt>Licence</dt><dd><a rel="license" href="/licence">${LICENCE}</a></dd>
        ${tags.length > 0 ? html`<dt>Tags</dt><dd>${tags.join(", ")}</dd>` : ""}
      </dl>
      <script type="application/ld+json">${raw(jsonForScript(imageObject(photo, origin)))}</script>`,
  );
}

export function licencePage(text: string): Html {
  return page("Licence", html`<p>${TERMS}</p><pre>${text}</pre>`);
}

export function notFoundPage(): Html {
  return page("Nothing here", html`<p>There is no page at this address. <a href="/photos">All pictures</a></p>`);
}

function grid(photos: readonly Photo[]): Html {
  const card = (photo: Photo) =>
    html`<li class="card" data-photo-id="${photo.id}"><a href="${photoPath(photo)}"><img src="${imagePath(photo)}" alt="${photo.title}" loading="lazy" />${photo.title}</a></li>`;
  return html`<ul class="grid">${photos.map(card)}</ul>`;
}

function page(title: string, body: Html): Html {
  const shelves = Object.entries(ROOMS).map(([slug, name]) => html`<li><a href="/rooms/${slug}">${name}</a></li>`);
  return html`<!doctype html>
    <html lang="en">
      <head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><title>${title} · Rooms we like</title><style>${raw(STYLE)}</style></head>
      <body>
        <header>
          <a class="brand" href="/">Rooms we like</a>
          <nav><ul><li><a href="/photos">All</a></li>${shelves}</ul></nav>
        </header>
        <main><h1>${title}</h1>${body}</main>
        <footer>${TERMS} <a href="/licence">Licence text</a></footer>
      </body>
    </html>`;
}

/** schema.org ImageObject, as search engines ask image sites to write it. */
const imageObject = (photo: Photo, origin: string) => ({
  "@context": "https://schema.org",
  "@type": "ImageObject",
  identifier: String(photo.id),
  name: photo.title,
  description: photo.description,
  contentUrl: origin + imagePath(photo),
  url: origin + photoPath(photo),
  encodingFormat: "image/jpeg",
  keywords: photo.tags.join(", "),
  creator: { "@type": "Organization", name: AUTHOR },
  creditText: AUTHOR,
  license: `${origin}/licence`,
  acquireLicensePage: `${origin}/licence`,
});

/** JSON inside a script element must not be able to close it. */
const jsonForScript = (value: unknown) => JSON.stringify(value).replaceAll("<", "\\u003c");
