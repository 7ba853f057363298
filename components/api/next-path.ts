/** Sign-in that returns to `path` and its `query` afterwards. */
export function signInPath(path: string, query: Record<string, string | string[] | undefined> = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value ?? []].flat().map((entry) => [name, entry]));
  const search = pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
  return `/sign-in?next=${encodeURIComponent(path + search)}`;
}

/**
 * The path to go to after sign-in: `next` when it is a path of this app, else the overview.
 * Anything a browser could read as another host (`//evil`, `/\evil`, `https:`) is refused, also where it only becomes one by
 * resolving dots (`/.//evil`).
 */
export function safeNextPath(next: string | null | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next)) return "/";
  const base = "http://app.invalid";
  const url = URL.parse(next, base);
  const isHere = url?.origin === base && !url.pathname.startsWith("//");
  return isHere ? url.pathname + url.search : "/";
}
