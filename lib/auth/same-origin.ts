import { ForbiddenError } from "@/lib/errors";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a request of this method changes nothing. */
export const isSafe = (method: string): boolean => SAFE_METHODS.has(method);

/** Cookies come along with any site's requests; this header and origin do not. @throws {ForbiddenError} */
export function checkSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  // A sandboxed page's origin is the word "null".
  const isOwn = origin === null || (URL.canParse(origin) && new URL(origin).host === request.headers.get("host"));
  if (isOwn && request.headers.get("x-modomo-csrf") === "1") return;
  throw new ForbiddenError(
    "Requests with a session need the header `x-modomo-csrf: 1` and come from the dashboard's own pages.",
  );
}
