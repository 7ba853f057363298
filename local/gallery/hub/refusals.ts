import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { HubDataset } from "./dataset.ts";

const NO_ACCESS = (how: string) =>
  `The dataset does not exist, or is not accessible ${how} (private or gated). Please check the spelling of the dataset name or retry with ${how.startsWith("without") ? "authentication" : "other authentication credentials"}.`;

/** An error as both hosts write it. */
export function problem(c: Context, status: number, code: string, error: string): Response {
  return c.json({ error }, status as ContentfulStatusCode, { "x-error-code": code, "cache-control": "max-age=10" });
}

/** What a dataset that is not there, or not for the asker, is told with. */
export function refusalOf(
  c: Context,
  { dataset, hasToken }: { dataset: HubDataset | undefined; hasToken: boolean },
): Response {
  if (c.req.path.startsWith("/viewer/")) {
    return hasToken
      ? problem(c, 404, "ExternalAuthenticatedError", NO_ACCESS("with the current credentials"))
      : problem(c, 401, "ExternalUnauthenticatedError", NO_ACCESS("without authentication"));
  }
  if (dataset?.access === "gated") {
    const status = hasToken ? 403 : 401;
    return problem(c, status, "GatedRepo", `Access to dataset ${dataset.id} is restricted.`);
  }
  return problem(c, hasToken ? 404 : 401, "RepoNotFound", "Repository not found");
}
