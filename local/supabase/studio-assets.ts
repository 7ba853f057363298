import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const CONTENT_TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
  ".ico": "image/x-icon",
};

/** A file of the database browser's page: Supabase Lite leaves serving them to whoever embeds it. 404 for all else. */
export async function serveStudioAsset(pathname: string): Promise<Response> {
  const name = pathname.replace(/^\/static\//, "");
  const contentType = CONTENT_TYPES[extname(name)];
  if (contentType && /^(assets\/)?[\w-]+\.\w+$/.test(name)) {
    const body = await readFile(fileURLToPath(import.meta.resolve(`@supabase/lite/static/${name}`))).catch(() => null);
    if (body) return new Response(body, { headers: { "content-type": contentType } });
  }
  return Response.json({ message: "Not found" }, { status: 404 });
}
