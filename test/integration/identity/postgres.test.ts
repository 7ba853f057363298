import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPostgresBin, startPostgres } from "../../support/postgres-cluster.ts";
import { type SupabaseInstance, startSupabase } from "../../support/supabase.ts";

const bin = findPostgresBin();
const title = bin ? `on PostgreSQL (${bin})` : "on PostgreSQL (skipped: no server 15 or newer is installed)";

// The embedded database runs one request at a time; here many run at once.
describe.skipIf(!bin)(title, () => {
  let cluster: { url: string; stop(): Promise<void> };
  let server: SupabaseInstance;
  let sql: postgres.Sql;
  beforeAll(async () => {
    cluster = await startPostgres(bin ?? "");
    server = await startSupabase({ databaseUrl: cluster.url });
    sql = postgres(cluster.url, { max: 16, onnotice: () => undefined });
  });
  afterAll(async () => {
    await sql?.end();
    await server?.stop();
    await cluster?.stop();
  });

  test("of many connections that take from one bucket at once exactly as many get a token as it holds", async () => {
    const asked = Array.from({ length: 200 }, () => sql`select public.take_token('race', 0.001, 50) as rate`);
    const rates = (await Promise.all(asked)).map(([row]) => row?.rate as { allowed: boolean });
    expect(rates.filter(({ allowed }) => allowed)).toHaveLength(50);
  });

  test("of admins who all leave at once one stays, in each of many rounds", async () => {
    for (let round = 0; round < 10; round++) {
      const made = await Promise.all(
        [1, 2, 3].map(
          (nth) =>
            sql`select public.create_person(${`${round}-${nth}@example.com`}, 'a long enough one', 'admin') as id`,
        ),
      );
      const ids = made.map(([row]) => String(row?.id));
      await sql`update public.user_roles set role = 'viewer' where user_id <> all (${ids})`;
      const left = await Promise.allSettled(
        ids.map((id, nth) =>
          nth === 0
            ? sql`select public.remove_person(${id})`
            : sql`select public.change_person(${id}, new_role => ${nth === 1 ? "viewer" : null}, new_disabled => ${nth === 2 ? true : null})`,
        ),
      );
      expect(left.filter(({ status }) => status === "rejected")).toHaveLength(1);
      const admins = await sql`select from public.user_roles where role = 'admin' and disabled_at is null`;
      expect(admins).toHaveLength(1);
    }
  });
});
