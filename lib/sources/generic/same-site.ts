const siteOf = (url: string): string => new URL(url).host.replace(/^www\./, "");

/** Whether two addresses are of one site: the same host and port, `www.` or not. */
export const isSameSite = (url: string, other: string): boolean => siteOf(url) === siteOf(other);

/** Both ways to write a site's host. */
export function hostsOfSite(url: string): string[] {
  const bare = siteOf(url);
  return [bare, `www.${bare}`];
}
