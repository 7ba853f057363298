import { bodyOf } from "@/lib/http/input";
import { toProblem } from "@/lib/http/problem";
import { type RouteSpec, withSpec } from "@/lib/http/route-spec";

type Handler = (request: Request, context: never) => Promise<Response> | Response;
type Json = Record<string, unknown>;

interface Alias<Body> {
  /** The endpoint this one stands for. */
  of: Handler & { spec: RouteSpec };
  /** The names old clients read, added to the new answer; where both have a name, the old meaning wins. */
  reads: (body: Body) => object | Promise<object>;
  /** What old clients send, in the names of today. */
  sends?: (input: Json) => Json;
}

/**
 * A path of the Celery system, answered by the endpoint that took its place: same checks, same errors, same answer, and
 * beside it the fields old clients read. Docs: `docs/migration-from-celery.md`.
 */
export function celeryAlias<Body extends object>({ of, reads, sends }: Alias<Body>) {
  const answers = Object.fromEntries(
    Object.keys(of.spec.answers).map((status) => [status, { mediaType: "application/json" }]),
  );
  const summary = `Celery alias: ${of.spec.summary.charAt(0).toLowerCase()}${of.spec.summary.slice(1)}`;
  return withSpec(
    { ...of.spec, summary, answers, isDeprecated: true },
    async (request: Request, context: unknown): Promise<Response> => {
      try {
        const response = await of(sends ? await rewrite(request, sends) : request, context as never);
        if (!response.ok) return response;
        const body = (await response.json()) as Body;
        const headers = new Headers(response.headers);
        headers.delete("content-length");
        return Response.json({ ...body, ...(await reads(body)) }, { status: response.status, headers });
      } catch (error) {
        return toProblem(error, new URL(request.url).pathname);
      }
    },
  );
}

/** The same request with its parameters, from query or body, as a JSON body in today's names. */
async function rewrite(request: Request, sends: (input: Json) => Json): Promise<Request> {
  const input = sends((await bodyOf(request)) as Json);
  const url = new URL(request.url);
  url.search = "";
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  headers.set("content-type", "application/json");
  return new Request(url, { method: request.method, headers, body: JSON.stringify(input) });
}
