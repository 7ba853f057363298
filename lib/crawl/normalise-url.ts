/** Parameters that follow a visitor around and never change what is answered. */
const TRACKING =
  /^(utm_\w+|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_cid|mc_eid|_ga|_gl|_hsenc|_hsmi|vero_id|oly_\w+_id|ref_src)$/i;

/**
 * One spelling for one address (RFC 3986, section 6.2.2): case of scheme and host, default port, dot segments, percent
 * signs; no fragment, no tracking parameters, no empty query. The order of parameters and doubled slashes are kept, since a
 * site may mean something by them.
 * @returns null for what is no http or https address.
 */
export function normaliseUrl(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  url.hash = "";
  url.hostname = url.hostname.replace(/\.$/, "");
  const path = evenPercent(url.pathname);
  const parameters = url.search
    .slice(1)
    .split("&")
    .filter((pair) => pair !== "" && !TRACKING.test(pair.split("=", 1)[0] ?? ""));
  return `${url.origin}${path}${parameters.length > 0 ? `?${evenPercent(parameters.join("&"))}` : ""}`;
}

/** The same, with what is no web address as it is. */
export const oneSpelling = (address: string): string => normaliseUrl(address) ?? address;

/** `%7e` → `~`, `%c3` → `%C3`: what needs no encoding has none, the rest is in capitals. */
const evenPercent = (text: string): string =>
  text.replace(/%[0-9a-f]{2}/gi, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase();
  });
