import type { z } from "zod";
import { UpstreamError } from "@/lib/errors";
import type { FetchedPage } from "./source-adapter";

/**
 * The answer of a JSON interface.
 * @throws {UpstreamError} it is no JSON, or of another shape: what stands in front of such a service in its bad hours.
 */
export function parseAnswer<Shape extends z.ZodType>({ body, url }: FetchedPage, shape: Shape): z.infer<Shape> {
  const parsed = shape.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  throw new UpstreamError(`${new URL(url).host} answered with something other than its usual JSON.`, {
    cause: parsed.error,
  });
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
