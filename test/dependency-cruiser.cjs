/**
 * The arrows of docs/architecture.md ("Rooms") as rules: what is not allowed there fails here.
 * Run by `npm run verify`.
 */
const NPM = "node_modules";

/** Rooms at the root, and the single files of the root that belong to `app`. */
const ROOMS = ["app", "components", "inngest", "lib", "gpu-worker", "local", "cli", "test", "supabase"];
const APP_FILES = "^(proxy|instrumentation|next\\.config)\\.ts$";

/** Everything of our own that `from` may not reach: all rooms but the allowed paths. */
const onlyTo = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: `^(${ROOMS.join("|")})/|${APP_FILES}`, pathNot: allowed },
});

module.exports = {
  forbidden: [
    onlyTo(
      "app-arrows",
      ["^app/", APP_FILES],
      ["^app/", "^components/", "^lib/", "^inngest/(client|events|queues|start-job|index)\\.ts$"],
      "app → components, lib, inngest (client, events, queues, start-job, index)",
    ),
    onlyTo("components-arrows", "^components/", ["^components/", "^lib/"], "components → lib"),
    {
      name: "components-stay-in-the-browser",
      comment: "components never see what talks to the outside: lib/deps, lib/env, lib/db, lib/clients, repositories",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^lib/(deps|env)\\.ts$|^lib/(db|clients)/|\\.repository\\.ts$" },
    },
    onlyTo("inngest-arrows", "^inngest/", ["^inngest/", "^lib/"], "inngest → lib"),
    onlyTo("lib-arrows", "^lib/(?!contracts/)", ["^lib/"], "lib → lib, never upward"),
    {
      name: "next-only-in-app",
      comment: "Next belongs to app and components; in lib only auth and http may use it",
      severity: "error",
      from: { path: "^(inngest|lib)/", pathNot: "^lib/(auth|http)/" },
      to: { path: `^${NPM}/next/` },
    },
    onlyTo("contracts-arrows", "^lib/contracts/", ["^lib/contracts/"], "lib/contracts → itself"),
    {
      name: "contracts-import-zod-only",
      comment: "lib/contracts → zod, nothing else",
      severity: "error",
      from: { path: "^lib/contracts/" },
      to: { pathNot: `^lib/contracts/|^${NPM}/zod/` },
    },
    onlyTo("gpu-worker-arrows", "^gpu-worker/", ["^gpu-worker/", "^lib/contracts/"], "gpu-worker → lib/contracts"),
    onlyTo("local-arrows", "^local/", ["^local/", "^lib/contracts/"], "local → lib/contracts"),
    onlyTo("cli-arrows", "^cli/", ["^cli/", "^lib/contracts/"], "cli → lib/contracts"),
    {
      name: "no-circular",
      comment: "no cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "not-resolvable",
      comment: "every import leads somewhere",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: NPM },
    exclude: { path: "^\\.(next|modomo)/" },
    webpackConfig: { fileName: "test/module-resolution.cjs" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
