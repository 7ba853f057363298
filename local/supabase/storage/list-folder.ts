import { z } from "zod";
import { type Forward, parseJsonBody, type ReceivedRequest, withJson } from "../exchange.ts";
import { invalidRequest, translateError } from "./answers.ts";

const LIMIT_DEFAULT = 100;
const sortColumns = ["name", "created_at", "updated_at", "last_accessed_at"] as const;
const listBody = z.object({
  prefix: z.string().default(""),
  limit: z.number().int().min(1).max(1000).default(LIMIT_DEFAULT),
  offset: z.number().int().min(0).default(0),
  search: z.string().default(""),
  sortBy: z
    .object({ column: z.enum(sortColumns), order: z.enum(["asc", "desc"]) })
    .partial()
    .default({}),
});
const liteRow = z.object({
  id: z.string(),
  name: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  last_accessed_at: z.string(),
  metadata: z.record(z.string(), z.unknown()),
});
type Row = z.infer<typeof liteRow>;
type Folder = { [Field in Exclude<keyof Row, "name">]: null } & { name: string };

/**
 * The files and folders directly under a prefix, names without it, as hosted Storage answers. Lite answers every object
 * below the prefix by its full name; it is asked for all of them, so very large folders are slow to list.
 */
export async function listFolder(request: ReceivedRequest, forward: Forward): Promise<Response> {
  const body = parseJsonBody(request, listBody);
  if (!body) return invalidRequest("prefix, limit (1 to 1000), offset, search or sortBy is not of the right form");
  const prefix = body.prefix === "" || body.prefix.endsWith("/") ? body.prefix : `${body.prefix}/`;
  const answer = await forward(withJson(request, prefix ? { prefix } : {}));
  if (!answer.ok) return translateError(answer);
  // Lite matches the prefix as a LIKE pattern, in which _ and % mean more than themselves.
  const below = z
    .array(liteRow)
    .parse(await answer.json())
    .filter((row) => row.name.startsWith(prefix));
  const entries = directChildren(below, prefix).filter(({ name }) =>
    name.toLowerCase().startsWith(body.search.toLowerCase()),
  );
  const sorted = sortEntries(entries, body.sortBy.column ?? "name", body.sortBy.order ?? "asc");
  return Response.json(sorted.slice(body.offset, body.offset + body.limit));
}

function directChildren(rows: Row[], prefix: string): (Row | Folder)[] {
  const children = new Map<string, Row | Folder>();
  for (const row of rows) {
    const [name = "", ...deeper] = row.name.slice(prefix.length).split("/");
    children.set(deeper.length > 0 ? `${name}/` : name, deeper.length > 0 ? folder(name) : { ...row, name });
  }
  return [...children.values()];
}

function folder(name: string): Folder {
  return { name, id: null, created_at: null, updated_at: null, last_accessed_at: null, metadata: null };
}

/** Folders have no times: sorted by one, they come first. */
function sortEntries(
  entries: (Row | Folder)[],
  column: (typeof sortColumns)[number],
  order: "asc" | "desc",
): (Row | Folder)[] {
  const direction = order === "asc" ? 1 : -1;
  const key = (entry: Row | Folder): string => entry[column] ?? "";
  return entries.sort((a, b) => {
    if (column !== "name" && (a.id === null) !== (b.id === null)) return a.id === null ? -1 : 1;
    if (key(a) === key(b)) return 0;
    return key(a) < key(b) ? -direction : direction;
  });
}
