// What the product relies on, asked through supabase-js of the real server process: once on the embedded database, once
// on a real PostgreSQL. The questions are in the three *.contract.ts files.
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe } from "vitest";
import { findPostgresBin, startPostgres } from "../../support/postgres-cluster.ts";
import { type SupabaseInstance, startSupabase } from "../../support/supabase.ts";
import { authContract } from "./auth.contract.ts";
import { restContract } from "./rest.contract.ts";
import { storageContract } from "./storage.contract.ts";

const migrationsDir = fileURLToPath(new URL("../../fixtures/supabase-migrations", import.meta.url));
const bin = findPostgresBin();

describe("on PGlite", () => {
  let server: SupabaseInstance;
  beforeAll(async () => {
    server = await startSupabase({ migrationsDir });
  });
  afterAll(() => server?.stop());
  restContract(() => server, { hasVectors: true });
  authContract(() => server);
  storageContract(() => server);
});

describe.skipIf(!bin)(
  bin ? `on PostgreSQL (${bin})` : "on PostgreSQL (skipped: no server 15 or newer is installed)",
  () => {
    let server: SupabaseInstance;
    let cluster: { url: string; stop(): Promise<void> };
    beforeAll(async () => {
      cluster = await startPostgres(bin ?? "");
      server = await startSupabase({ migrationsDir, databaseUrl: cluster.url });
    });
    afterAll(async () => {
      await server?.stop();
      await cluster?.stop();
    });
    restContract(() => server, { hasVectors: false });
    authContract(() => server);
    storageContract(() => server);
  },
);
