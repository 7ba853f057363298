import { type NextRequest, NextResponse } from "next/server";
import { pagePolicy } from "@/lib/http/content-security-policy";

/**
 * Gives every page a Content-Security-Policy with a nonce of its own. Next reads the nonce from the request's header and puts
 * it on its scripts; `x-nonce` is for the one script that is ours (`app/layout.tsx`).
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = pagePolicy(nonce, { isDevelopment: process.env.NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  // The API's answers say themselves that they are no pages (and their bodies must not be read here); files need no policy.
  // The one page among the API's paths is its reference.
  matcher: "/((?!api/(?!docs)|_next/static|_next/image|favicon.ico|icon).*)",
};
