import type { z } from "zod";

/** A request whose body is already read: it can be changed, sent on, and sent on again. */
export type ReceivedRequest = { method: string; url: URL; headers: Headers; body: Uint8Array<ArrayBuffer> | null };

/** Passes a request to Supabase Lite. */
export type Forward = (request: ReceivedRequest) => Promise<Response>;

export class BodyTooLargeError extends Error {
  override name = "BodyTooLargeError";
}

/**
 * Reads the whole body. Supabase Lite answers some errors without reading it, and the HTTP server then closes the
 * connection under the client's next request ("other side closed").
 * @throws {BodyTooLargeError} more than `maxBytes`.
 */
export async function receive(request: Request, maxBytes: number): Promise<ReceivedRequest> {
  const { method } = request;
  const received = { method, url: new URL(request.url), headers: new Headers(request.headers), body: null };
  if (method === "GET" || method === "HEAD" || !request.body) return received;
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes <= maxBytes) chunks.push(chunk);
  }
  if (sizeBytes > maxBytes)
    throw new BodyTooLargeError(`The body has ${sizeBytes} bytes; at most ${maxBytes} are taken.`);
  return { ...received, body: new Uint8Array(Buffer.concat(chunks)) };
}

export function toRequest({ method, url, headers, body }: ReceivedRequest): Request {
  return new Request(url, { method, headers, body });
}

/** The same request with another body; its length follows. */
export function withBody(
  request: ReceivedRequest,
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
): ReceivedRequest {
  const headers = new Headers(request.headers);
  headers.set("content-type", contentType);
  headers.set("content-length", String(body.byteLength));
  return { ...request, headers, body };
}

export function withJson(request: ReceivedRequest, value: unknown): ReceivedRequest {
  return withBody(request, new Uint8Array(Buffer.from(JSON.stringify(value))), "application/json");
}

/** The parsed JSON body, or null when it is not JSON of this shape. */
export function parseJsonBody<Shape extends z.ZodType>(request: ReceivedRequest, shape: Shape): z.infer<Shape> | null {
  try {
    return shape.safeParse(JSON.parse(Buffer.from(request.body ?? []).toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}
