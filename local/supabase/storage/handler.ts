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
  const request = await unwrapMultipart(rewritePath(received));
  const path = request.url.pathname.slice(PREFIX.length);
  const isRead = request.method === "GET" || request.method === "HEAD";

  if (request.method === "POST" && path.startsWith("/object/sign/")) {
    const isMany = !path.slice("/object/sign/".length).includes("/");
    return isMany ? createSignedUrls(request, forward) : createSignedUrl(request, forward);
  }
  if (request.method === "POST" && path.startsWith("/object/upload/sign/"))
    return createSignedUploadUrl(request, forward);
  if (request.method === "POST" && path.startsWith("/object/list/")) return listFolder(request, forward);
  if (isRead && path.startsWith("/object/info/")) return translateInfo(await forward(request));
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

/** Lite has no `/render/image/…`: its `/object/…` transforms when the query asks for it. Nor has it `/authenticated/`. */
function rewritePath(request: ReceivedRequest): ReceivedRequest {
  const url = new URL(request.url);
  url.pathname = url.pathname
    .replace(/^\/storage\/v1\/render\/image\/(?=(public|authenticated|sign)\/)/, `${PREFIX}/object/`)
    .replace(/^\/storage\/v1\/object\/(info\/)?authenticated\//, `${PREFIX}/object/$1`)
    .replace(/^\/storage\/v1\/object\/info\/public\//, `${PREFIX}/object/info/`);
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
