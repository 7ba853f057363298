import type { Endpoint } from "./endpoint.ts";

const BASIS = {
  kind: "written_licence",
  text: "Letter of Studio North of 3 March 2026, in the binder of the legal office.",
};

/** Sources, crawls and takedowns. */
export const COLLECTION: Record<string, Endpoint> = {
  "PUT /api/sources/[name]/permission": {
    scope: "admin",
    path: "/api/sources/houzz/permission",
    change: BASIS,
    wrong: [
      [{}, ["kind", "text"]],
      [{ ...BASIS, kind: "hope" }, ["kind"]],
      [{ ...BASIS, text: "we may" }, ["text"]],
      [{ ...BASIS, expires_at: "some day" }, ["expires_at"]],
      [{ ...BASIS, expires_at: "2020-01-01T00:00:00Z" }, ["expires_at"]],
      [{ ...BASIS, source: "houzz" }, ["source"]],
    ],
  },
  "DELETE /api/sources/[name]/permission": { scope: "admin", path: "/api/sources/houzz/permission" },
};
