import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { SupabaseAccess } from "../../support/supabase.ts";
import { anonClient, serviceClient, signedUpClient } from "./clients.ts";

export function restContract(server: () => SupabaseAccess, { hasVectors }: { hasVectors: boolean }): void {
  describe("rest", () => {
    test("insert, filter, order, range, count, embed, update, upsert and delete", async () => {
      const { client } = await signedUpClient(server());
      const tag = randomUUID();
      const rooms = ["attic", "cellar", "den"].map((name) => ({ name, tags: [tag], detail: { floor: { level: 2 } } }));
      const inserted = await client.from("rooms").insert(rooms).select("id, name").throwOnError();
      expect(inserted.data.map((room) => room.name)).toEqual(["attic", "cellar", "den"]);

      const page = await client
        .from("rooms")
        .select("name, level:detail->floor->level", { count: "exact" })
        .contains("tags", [tag])
        .in("name", ["attic", "cellar", "den"])
        .order("name", { ascending: false })
        .range(0, 1);
      expect(page).toMatchObject({ status: 206, count: 3, data: [{ name: "den", level: 2 }, { name: "cellar" }] });

      const roomId = inserted.data[0]?.id;
      const chairs = [tag, `${tag}b`].map((name) => ({ name, room_id: roomId }));
      await serviceClient(server()).from("chairs").upsert(chairs, { onConflict: "name" }).throwOnError();
      await serviceClient(server()).from("chairs").upsert(chairs, { onConflict: "name" }).throwOnError();
      const embedded = await serviceClient(server())
        .from("rooms")
        .select("name, chairs(name)")
        .eq("id", roomId)
        .single();
      expect(embedded.data?.chairs).toEqual([{ name: tag }, { name: `${tag}b` }]);

      const updated = await client.from("rooms").update({ mood: "bold" }).eq("id", roomId).select("mood").single();
      expect(updated.data).toEqual({ mood: "bold" });
      expect((await client.from("rooms").delete().contains("tags", [tag])).status).toBe(204);
      expect((await client.from("rooms").select("id").contains("tags", [tag])).data).toEqual([]);
    });

    test("timestamps are ISO 8601 wherever they stand, so that zod takes them", async () => {
      const { client } = await signedUpClient(server());
      const row = { name: "clock", created_at: "2026-11-24T10:23:57.302+01:00", seen_at: "2026-11-24T09:23:57" };
      const { data } = await client.from("rooms").insert(row).select("created_at, seen_at").single().throwOnError();
      expect(z.iso.datetime({ offset: true }).safeParse(data.created_at).error).toBeUndefined();
      expect(new Date(data.created_at).toISOString()).toBe("2026-11-24T09:23:57.302Z");
      expect(data.seen_at).toBe("2026-11-24T09:23:57");
      const viaRpc = await client
        .rpc("rooms_named", { wanted: ["clock"] })
        .single()
        .throwOnError();
      expect((viaRpc.data as { created_at: string }).created_at).toBe(data.created_at);
    });

    test("rpc passes arrays and returns rows, scalars and nothing", async () => {
      const { client } = await signedUpClient(server());
      await client
        .from("rooms")
        .insert([{ name: "b" }, { name: "a" }, { name: "c" }])
        .throwOnError();
      const rows = await client.rpc("rooms_named", { wanted: ["a", "b"] }).throwOnError();
      expect(rows.data.map((row: { name: string }) => row.name)).toEqual(["a", "b"]);
      expect((await client.rpc("slow_count", { seconds: 0 })).data).toBe(3);
    });

    test.each([
      { how: "PT409", status: 409, code: "PT409", message: "taken", details: "by another", hint: "wait" },
      { how: "plain", status: 400, code: "P0001", message: "not like this", details: "why", hint: "another way" },
      { how: "deadlock", status: 500, code: "40P01", message: "deadlock detected", details: null, hint: null },
    ])("an error raised by a function reaches the client whole: $how → $status", async ({ how, status, ...error }) => {
      const answer = await serviceClient(server()).rpc("refuse", { how });
      expect(answer.status).toBe(status);
      expect(answer.error).toMatchObject(error);
    });

    test("constraint violations name themselves: check 400, unique and foreign key 409, enum 400", async () => {
      const { client } = await signedUpClient(server());
      const service = serviceClient(server());
      expect(await client.from("rooms").insert({ name: "" })).toMatchObject({ status: 400, error: { code: "23514" } });
      expect(await client.from("rooms").insert({ name: "x", mood: "odd" })).toMatchObject({
        status: 400,
        error: { code: "22P02" },
      });
      const orphan = { name: randomUUID(), room_id: randomUUID() };
      expect(await service.from("chairs").insert(orphan)).toMatchObject({ status: 409, error: { code: "23503" } });
      const room = await client.from("rooms").insert({ name: "x" }).select("id").single().throwOnError();
      const chair = { name: randomUUID(), room_id: room.data.id };
      await service.from("chairs").insert(chair).throwOnError();
      expect(await service.from("chairs").insert(chair)).toMatchObject({ status: 409, error: { code: "23505" } });
    });

    test("a failed function leaves nothing behind", async () => {
      const { client } = await signedUpClient(server());
      const room = await client.from("rooms").insert({ name: "whole" }).select("id").single().throwOnError();
      const args = { room: room.data.id, first: "half", second: "" };
      expect((await client.rpc("rename_twice", args)).error?.code).toBe("23514");
      expect((await client.from("rooms").select("name").single()).data).toEqual({ name: "whole" });
    });

    test.runIf(hasVectors)("vectors go in as JSON text and are searched", async () => {
      const service = serviceClient(server());
      const swatches = [0, 1, 2].map((id) => ({ id, color: JSON.stringify([id, 0, 0]) }));
      await service.from("swatches").upsert(swatches).throwOnError();
      const nearest = await service.rpc("nearest_swatches", { target: "[1.9,0,0]", how_many: 2 }).throwOnError();
      expect(nearest.data.map((row: { id: number }) => row.id)).toEqual([2, 1]);
    });
  });

  describe("row-level security", () => {
    test("a person sees and writes own rows only, the secret key all, no key nothing", async () => {
      const [ann, bob] = await Promise.all([signedUpClient(server()), signedUpClient(server())]);
      const name = randomUUID();
      await ann.client.from("rooms").insert({ name }).throwOnError();
      const count = async (client: typeof ann.client): Promise<number | undefined> =>
        (await client.from("rooms").select("id").eq("name", name)).data?.length;
      expect(await count(ann.client)).toBe(1);
      expect(await count(bob.client)).toBe(0);
      expect(await count(anonClient(server()))).toBe(0);
      expect(await count(serviceClient(server()))).toBe(1);
      const forged = await bob.client.from("rooms").insert({ name, owner: ann.userId });
      expect(forged).toMatchObject({ status: 403, error: { code: "42501" } });
      expect((await anonClient(server()).from("rooms").insert({ name, owner: ann.userId })).status).toBe(401);
      const bare = await fetch(`${server().url}/rest/v1/rooms`);
      expect(bare.status).toBe(401);
    });

    test("what a migration revoked stays revoked, although a policy would allow it", async () => {
      const { client } = await signedUpClient(server());
      await client.from("rooms").select("id").throwOnError();
      const refused = await client.from("secrets_of_state").select();
      expect(refused).toMatchObject({ status: 403, error: { code: "42501" } });
      expect((await serviceClient(server()).from("secrets_of_state").select()).data).toHaveLength(1);
    });

    test("many people at once never see each other's rows, and a failing request never undoes another's", async () => {
      const people = await Promise.all(Array.from({ length: 4 }, () => signedUpClient(server())));
      const work = people.flatMap(({ client, userId }) =>
        Array.from({ length: 12 }, async (_, turn) => {
          if (turn % 4 === 3) {
            expect((await client.from("rooms").insert({ name: "" })).error?.code).toBe("23514");
            return;
          }
          await client
            .from("rooms")
            .insert({ name: `turn ${turn}` })
            .throwOnError();
          await client.rpc("slow_count", { seconds: 0.005 }).throwOnError();
          const seen = await client.from("rooms").select("owner").throwOnError();
          expect(new Set(seen.data.map((row) => row.owner))).toEqual(new Set([userId]));
        }),
      );
      await Promise.all(work);
      for (const { client } of people) {
        expect((await client.from("rooms").select("id")).data).toHaveLength(9);
      }
    });
  });

  test("a Postgres client reaches the database, and its transaction stays its own", async () => {
    const sql = postgres(server().databaseUrl, { max: 2, onnotice: () => undefined });
    const service = serviceClient(server());
    await sql
      .begin(async (tx) => {
        await tx`insert into public.secrets_of_state values (7, 'in the open')`;
        // Asked while the transaction is open: it must neither join it nor wait for ever once it is over.
        const asked = service
          .from("secrets_of_state")
          .select("id")
          .eq("id", 7)
          .then((answer) => answer.data);
        const [row] = await tx`select plan from public.secrets_of_state where id = ${7}`;
        expect(row?.plan).toBe("in the open");
        await tx`delete from public.secrets_of_state where id = 7`;
        return { asked };
      })
      .then(async ({ asked }) => expect(await asked).toEqual([]));
    expect((await sql`select 1 as one where 'a' = ${"a"}`)[0]?.one).toBe(1);
    await sql.end();
    expect((await service.from("secrets_of_state").select("id")).data).toEqual([{ id: 1 }]);
  });
}
