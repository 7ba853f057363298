/** Sign-in that returns to `path` afterwards. */
export const signInPath = (path: string): string => `/sign-in?next=${encodeURIComponent(path)}`;

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
