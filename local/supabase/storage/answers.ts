import { z } from "zod";
import type { ReceivedRequest } from "../exchange.ts";

const storageError = z.object({ statusCode: z.string(), error: z.string(), message: z.string() });

/** Error names of Lite → codes of the Storage API, which storage-js reads (`exists` asks for NoSuchKey). */
const CODES: Record<string, string> = {
  "Bucket not found": "NoSuchBucket",
  not_found: "NoSuchKey",
  Duplicate: "KeyAlreadyExists",
  "Invalid key": "InvalidKey",
  invalid_mime_type: "InvalidMimeType",
  "Payload too large": "EntityTooLarge",
  Unauthorized: "AccessDenied",
  InvalidJWT: "InvalidJWT",
};

export async function translateError(answer: Response): Promise<Response> {
  if (!answer.headers.get("content-type")?.includes("json")) return answer;
  const body: unknown = await answer.json();
  const known = storageError.safeParse(body);
  const code = known.success ? CODES[known.data.error] : undefined;
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  return new Response(JSON.stringify(code ? { ...known.data, code } : body), { status: answer.status, headers });
}

export function invalidRequest(message: string, code = "InvalidRequest"): Response {
  return Response.json({ statusCode: "400", error: code, code, message }, { status: 400 });
}

const infoRow = z.object({
  id: z.string(),
  bucket_id: z.string(),
  name: z.string(),
  version: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  last_accessed_at: z.string(),
  user_metadata: z.record(z.string(), z.unknown()).nullable().optional(),
  httpMetadata: z.object({
    size: z.number(),
    mimetype: z.string(),
    cacheControl: z.string(),
    eTag: z.string(),
    lastModified: z.string(),
  }),
});

/** Lite answers `info` with its database row; storage-js expects the fields below. */
export async function translateInfo(answer: Response): Promise<Response> {
  if (!answer.ok) return translateError(answer);
  const { httpMetadata, user_metadata, ...row } = infoRow.parse(await answer.json());
  return Response.json({
    ...row,
    size: httpMetadata.size,
    content_type: httpMetadata.mimetype,
    cache_control: httpMetadata.cacheControl,
    etag: httpMetadata.eTag,
    last_modified: httpMetadata.lastModified,
    metadata: user_metadata ?? {},
  });
}

/** Adds what Lite leaves out of a download: 304 for a known ETag, 206 for a range, and the file name of `?download`. */
export async function answerDownload(request: ReceivedRequest, answer: Response): Promise<Response> {
  const headers = new Headers(answer.headers);
  const download = request.url.searchParams.get("download");
  if (download !== null) headers.set("content-disposition", dispositionOf(download, request.url.pathname));
  const isKnown = headers.get("etag") && request.headers.get("if-none-match") === headers.get("etag");
  if (isKnown) {
    headers.delete("content-length");
    return new Response(null, { status: 304, headers });
  }
  const range = request.headers.get("range");
  if (!range || request.method === "HEAD" || !answer.body) return new Response(answer.body, { headers });
  return sliceRange(new Uint8Array(await answer.arrayBuffer()), range, headers);
}

function sliceRange(bytes: Uint8Array<ArrayBuffer>, range: string, headers: Headers): Response {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range);
  // Several ranges, or another unit: the whole file is a correct answer.
  if (!match || (!match[1] && !match[2])) return new Response(bytes, { headers });
  const size = bytes.byteLength;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  if (start > end) {
    headers.delete("content-length");
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-range", `bytes ${start}-${end}/${size}`);
  headers.set("content-length", String(end - start + 1));
  return new Response(bytes.subarray(start, end + 1), { status: 206, headers });
}

function dispositionOf(download: string, path: string): string {
  const name = download || decodeURIComponent(path.slice(path.lastIndexOf("/") + 1));
  return `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
}
