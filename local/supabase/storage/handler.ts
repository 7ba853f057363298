import { type Forward, type ReceivedRequest, withBody } from "../exchange.ts";
import { answerDownload, invalidRequest, translateError, translateInfo } from "./answers.ts";
import { TRANSFORM_FAILED } from "./image-transform.ts";
import { listFolder } from "./list-folder.ts";
import { describeTokenProblem } from "./signed-token.ts";
import { createSignedUploadUrl, createSignedUrl, createSignedUrls } from "./signed-urls.ts";

const PREFIX = "/storage/v1";

/**
 * Speaks storage-js on one side and the dialect of Supabase Lite 0.10.0 on the other; what storage-js 2.119 and Lite
 * agree on passes through.
 */
export async function handleStorage(received: ReceivedRequest, forward: Forward, jwtSecret: string): Promise<Response> {
  const request = await unwrapMultipart(rewriteRenderPath(received));
  const path = request.url.pathname.slice(PREFIX.length);
  const isRead = request.method === "GET" || request.method === "HEAD";

  if (request.method === "POST" && path.startsWith("/object/sign/")) {
    const isMany = !path.slice("/object/sign/".length).includes("/");
    return isMany ? createSignedUrls(request, forward) : createSignedUrl(request, forward);
  }
  if (request.method === "POST" && path.startsWith("/object/upload/sign/"))
    return createSignedUploadUrl(request, forward);
  if (request.method === "POST" && path.startsWith("/object/list/")) return listFolder(request, forward);
  if (isRead && path.startsWith("/object/info/")) return translateInfo(await forward(withoutAccessWord(request)));
  if (/^\/object\/(upload\/)?sign\//.test(path)) {
    const problem = describeTokenProblem(request.url.searchParams.get("token"), jwtSecret);
    if (problem) return invalidRequest(problem, "InvalidJWT");
  }
  const answer = await forward(request);
  if (!answer.ok) return translateError(answer);
  if (answer.headers.get("content-type") === TRANSFORM_FAILED) {
    return invalidRequest(`The object cannot be transformed as an image: ${await answer.text()}`);
  }
  return isRead && path.startsWith("/object/") ? answerDownload(request, answer) : answer;
}

/** Lite has no `/render/image/…`; its `/object/…` transforms when the query asks for it. */
function rewriteRenderPath(request: ReceivedRequest): ReceivedRequest {
  const match = /^\/storage\/v1\/render\/image\/(public|authenticated|sign)\/(.*)$/.exec(request.url.pathname);
  if (!match) return request;
  const [, access, rest] = match;
  const url = new URL(request.url);
  url.pathname = access === "authenticated" ? `${PREFIX}/object/${rest}` : `${PREFIX}/object/${access}/${rest}`;
  return { ...request, url };
}

/** storage-js sends a Blob or File as a multipart field without a name; Lite wants the bytes, or a field `file`. */
async function unwrapMultipart(request: ReceivedRequest): Promise<ReceivedRequest> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!request.body || !contentType.startsWith("multipart/form-data")) return request;
  const form = await new Response(request.body, { headers: { "content-type": contentType } }).formData();
  const file = [...form.values()].find((value) => typeof value !== "string");
  if (!file) return request;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const unwrapped = withBody(request, bytes, file.type || "application/octet-stream");
  const cacheControl = form.get("cacheControl");
  if (typeof cacheControl === "string") unwrapped.headers.set("cache-control", `max-age=${cacheControl}`);
  return unwrapped;
}

/** `info` may name how the object is read (`/object/info/authenticated/…`); Lite knows only the plain form. */
function withoutAccessWord(request: ReceivedRequest): ReceivedRequest {
  const url = new URL(request.url);
  url.pathname = url.pathname.replace(/\/object\/info\/(authenticated|public)\//, "/object/info/");
  return { ...request, url };
}
