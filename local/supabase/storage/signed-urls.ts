import { z } from "zod";
import { type Forward, parseJsonBody, type ReceivedRequest, withJson } from "../exchange.ts";
import { invalidRequest, translateError } from "./answers.ts";

const PREFIX = "/storage/v1";
const signBody = z.object({
  expiresIn: z.number().int().positive(),
  transform: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
const signManyBody = z.object({ expiresIn: z.number().int().positive(), paths: z.array(z.string()) });
const liteAnswer = z.object({ signedUrl: z.string() });

/** Lite answers `signedUrl` with its own prefix; storage-js reads `signedURL` and adds the prefix itself. */
export async function createSignedUrl(request: ReceivedRequest, forward: Forward): Promise<Response> {
  const body = parseJsonBody(request, signBody);
  if (!body) return invalidRequest("expiresIn must be a positive whole number of seconds");
  const answer = await forward(withJson(request, { expiresIn: body.expiresIn }));
  if (!answer.ok) return translateError(answer);
  const signed = withoutPrefix(liteAnswer.parse(await answer.json()).signedUrl);
  return Response.json({ signedURL: body.transform ? addTransform(signed, body.transform) : signed });
}

/** One question to Lite for each path: its own route for many does not match what storage-js sends. */
export async function createSignedUrls(request: ReceivedRequest, forward: Forward): Promise<Response> {
  const body = parseJsonBody(request, signManyBody);
  if (!body) return invalidRequest("expiresIn must be a positive whole number of seconds and paths a list of keys");
  const results: { path: string; signedURL: string | null; error: string | null }[] = [];
  for (const path of body.paths) {
    const url = new URL(request.url);
    url.pathname += `/${path.split("/").map(encodeURIComponent).join("/")}`;
    const answer = await forward(withJson({ ...request, url }, { expiresIn: body.expiresIn }));
    const found = liteAnswer.safeParse(await answer.json());
    results.push({
      path,
      signedURL: found.success ? withoutPrefix(found.data.signedUrl) : null,
      error: found.success ? null : "Either the object does not exist or you do not have access to it",
    });
  }
  return Response.json(results);
}

export async function createSignedUploadUrl(request: ReceivedRequest, forward: Forward): Promise<Response> {
  const answer = await forward(request);
  if (!answer.ok) return translateError(answer);
  const { signedUrl } = liteAnswer.parse(await answer.json());
  return Response.json({ url: withoutPrefix(signedUrl) });
}

function addTransform(signed: string, transform: Record<string, string | number>): string {
  const query = new URLSearchParams(Object.entries(transform).map(([name, value]) => [name, String(value)]));
  return `${signed.replace("/object/sign/", "/render/image/sign/")}&${query}`;
}

function withoutPrefix(path: string): string {
  return path.startsWith(PREFIX) ? path.slice(PREFIX.length) : path;
}
