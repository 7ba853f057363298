import { randomBytes, randomUUID } from "node:crypto";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import type { SupabaseAccess } from "../../support/supabase.ts";
import { anonClient, serviceClient, signedUpClient } from "./clients.ts";

export function storageContract(server: () => SupabaseAccess): void {
  const bucket = () => serviceClient(server()).storage.from("images");
  const text = async (blob: Blob | null): Promise<string | undefined> => blob?.text();
  const bytesOf = async (blob: Blob | null): Promise<Buffer> => Buffer.from(await (blob ?? new Blob()).arrayBuffer());

  describe("storage", () => {
    test.each([
      { kind: "Buffer", body: Buffer.from("hello"), contentType: "text/plain" },
      { kind: "Blob", body: new Blob(["hello"], { type: "text/plain" }), contentType: undefined },
      { kind: "File", body: new File(["hello"], "a.txt", { type: "text/plain" }), contentType: undefined },
    ])("a $kind goes up and comes down as it was, with its type", async ({ body, contentType }) => {
      const key = `up/${randomUUID()}.txt`;
      const up = await bucket().upload(
        key,
        body,
        contentType ? { contentType, cacheControl: "60" } : { cacheControl: "60" },
      );
      expect(up).toMatchObject({ error: null, data: { path: key, fullPath: `images/${key}` } });
      const down = await bucket().download(key);
      expect(await text(down.data)).toBe("hello");
      expect(down.data?.type).toBe("text/plain");
      const { data: info } = await bucket().info(key);
      expect(info).toMatchObject({
        name: key,
        bucketId: "images",
        size: 5,
        contentType: "text/plain",
        cacheControl: "max-age=60",
      });
    });

    test("binary of some megabytes survives unchanged", async () => {
      const bytes = randomBytes(3 * 1024 * 1024);
      const key = `big/${randomUUID()}.bin`;
      expect((await bucket().upload(key, bytes, { contentType: "application/octet-stream" })).error).toBeNull();
      const down = await bucket().download(key);
      expect((await bytesOf(down.data)).equals(bytes)).toBe(true);
    });

    test("a key is taken once unless upsert says otherwise", async () => {
      const key = `once/${randomUUID()}`;
      await bucket().upload(key, Buffer.from("1"));
      expect((await bucket().upload(key, Buffer.from("2"))).error).toMatchObject({
        statusCode: "409",
        code: "KeyAlreadyExists",
      });
      expect(await text((await bucket().download(key)).data)).toBe("1");
      expect((await bucket().upload(key, Buffer.from("2"), { upsert: true })).error).toBeNull();
      expect(await text((await bucket().download(key)).data)).toBe("2");
    });

    test.each(["../escape", "a/../../escape", "..%2f..%2fescape"])(
      "the key %s cannot leave the bucket",
      async (key) => {
        const path = `/storage/v1/object/images/${key.split("/").map(encodeURIComponent).join("/")}`;
        const answer = await fetch(server().url + path, {
          method: "POST",
          headers: { apikey: server().secretKey, "content-type": "text/plain" },
          body: "x",
        });
        expect(answer.status).toBe(400);
        expect(await answer.json()).toMatchObject({ code: "InvalidKey" });
      },
    );

    test("the form of the address that says how it is read works too", async () => {
      const key = `authenticated/${randomUUID()}`; // a key that begins like that form must not be mistaken for it
      await bucket().upload(key, Buffer.from("x"));
      const headers = { apikey: server().secretKey };
      for (const form of ["object/images", "object/authenticated/images", "object/info/authenticated/images"]) {
        expect((await fetch(`${server().url}/storage/v1/${form}/${key}`, { headers })).status).toBe(200);
      }
      expect((await fetch(`${server().url}/storage/v1/object/authenticated/images/${key}`)).status).toBe(400);
    });

    test("info and exists tell a missing object from a missing bucket", async () => {
      const key = `there/${randomUUID()}`;
      await bucket().upload(key, Buffer.from("x"));
      expect((await bucket().exists(key)).data).toBe(true);
      expect((await bucket().exists(`${key}-not`)).data).toBe(false);
      expect((await bucket().info(`${key}-not`)).error).toMatchObject({ statusCode: "404", code: "NoSuchKey" });
      const elsewhere = serviceClient(server()).storage.from("nowhere");
      expect((await elsewhere.info(key)).error).toMatchObject({ code: "NoSuchBucket" });
    });

    test("list shows what is directly in a folder, by relative name, folders without id", async () => {
      const folder = `list_${randomUUID()}`;
      for (const name of ["b.txt", "a.txt", "deep/c.txt", "deep/er/d.txt"]) {
        await bucket().upload(`${folder}/${name}`, Buffer.from(name));
      }
      // "_" is a wildcard in SQL: this neighbour must not show up in the listing of the folder.
      await bucket().upload(`${folder.replace("_", "x")}/e.txt`, Buffer.from("e"));
      const all = await bucket().list(folder);
      expect(all.data?.map(({ name, id }) => ({ name, isFolder: id === null }))).toEqual([
        { name: "a.txt", isFolder: false },
        { name: "b.txt", isFolder: false },
        { name: "deep", isFolder: true },
      ]);
      expect(all.data?.[0]?.metadata?.size).toBe(5);
      const page = await bucket().list(folder, { limit: 1, offset: 1, sortBy: { column: "name", order: "desc" } });
      expect(page.data?.map((entry) => entry.name)).toEqual(["b.txt"]);
      expect((await bucket().list(folder, { search: "b" })).data?.map((entry) => entry.name)).toEqual(["b.txt"]);
      expect((await bucket().list(`${folder}/deep`)).data?.map((entry) => entry.name)).toEqual(["c.txt", "er"]);
    });

    test("copy, move and remove", async () => {
      const key = `move/${randomUUID()}`;
      await bucket().upload(key, Buffer.from("x"), { contentType: "text/plain" });
      expect((await bucket().copy(key, `${key}-copy`)).error).toBeNull();
      expect((await bucket().move(key, `${key}-moved`)).error).toBeNull();
      expect((await bucket().exists(key)).data).toBe(false);
      expect(await text((await bucket().download(`${key}-moved`)).data)).toBe("x");
      const gone = await bucket().remove([`${key}-copy`, `${key}-moved`]);
      expect(gone.data?.map((object) => object.name).sort()).toEqual([`${key}-copy`, `${key}-moved`]);
      expect((await bucket().exists(`${key}-moved`)).data).toBe(false);
    });

    test("a private object is not for people without a policy, nor for nobody", async () => {
      const key = `private/${randomUUID()}`;
      await bucket().upload(key, Buffer.from("x"));
      const { client } = await signedUpClient(server());
      for (const other of [client, anonClient(server())]) {
        expect((await other.storage.from("images").download(key)).data).toBeNull();
        expect((await other.storage.from("images").createSignedUrl(key, 60)).data).toBeNull();
        expect((await other.storage.from("images").upload(`${key}-2`, Buffer.from("y"))).error).not.toBeNull();
      }
      expect((await fetch(`${server().url}/storage/v1/object/public/images/${key}`)).status).toBe(400);
    });
  });

  describe("signed URLs", () => {
    const key = `signed/${randomUUID()}/a b.txt`;
    beforeAll(async () => {
      await bucket().upload(key, Buffer.from("0123456789"), { contentType: "text/plain" });
    });
    const signedUrl = async (options?: { download: string }): Promise<string> =>
      (await bucket().createSignedUrl(key, 60, options)).data?.signedUrl ?? "";

    test("one opens the object without a key", async () => {
      const answer = await fetch(await signedUrl());
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe("0123456789");
    });

    test("several are made at once; a missing object fails alone", async () => {
      const { data } = await bucket().createSignedUrls([key, "signed/not-there"], 60);
      expect(data?.map((each) => ({ path: each.path, isSigned: each.signedUrl !== null }))).toEqual([
        { path: key, isSigned: true },
        { path: "signed/not-there", isSigned: false },
      ]);
      expect(await (await fetch(data?.[0]?.signedUrl ?? "")).text()).toBe("0123456789");
    });

    test("an upload URL takes one object, without a key", async () => {
      const target = `signed/${randomUUID()}.txt`;
      const { data } = await bucket().createSignedUploadUrl(target);
      const anon = anonClient(server()).storage.from("images");
      const up = await anon.uploadToSignedUrl(target, data?.token ?? "", new Blob(["sent"], { type: "text/plain" }));
      expect(up.error).toBeNull();
      expect(await text((await bucket().download(target)).data)).toBe("sent");
    });

    test.each([
      { name: "tampered", change: (url: string) => `${url.slice(0, -2)}xx` },
      { name: "nonsense", change: (url: string) => url.replace(/token=.*/, "token=nonsense") },
      { name: "missing", change: (url: string) => url.replace(/\?token=.*/, "") },
    ])("a $name token answers 400 and says so", async ({ change }) => {
      const answer = await fetch(change(await signedUrl()));
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: "InvalidJWT" });
    });

    test("an expired one answers 400; one for another object is refused", async () => {
      const { data } = await bucket().createSignedUrl(key, 1);
      await new Promise((resolve) => setTimeout(resolve, 2100));
      expect((await fetch(data?.signedUrl ?? "")).status).toBe(400);
      const other = `signed/${randomUUID()}`;
      await bucket().upload(other, Buffer.from("secret"));
      const url = new URL(await signedUrl());
      url.pathname = `/storage/v1/object/sign/images/${other}`;
      expect((await fetch(url)).status).toBe(403);
    });

    test.each([
      { range: "bytes=2-4", body: "234", contentRange: "bytes 2-4/10" },
      { range: "bytes=7-", body: "789", contentRange: "bytes 7-9/10" },
      { range: "bytes=-2", body: "89", contentRange: "bytes 8-9/10" },
      { range: "bytes=8-99", body: "89", contentRange: "bytes 8-9/10" },
    ])("a part is answered with 206: $range", async ({ range, body, contentRange }) => {
      const answer = await fetch(await signedUrl(), { headers: { range } });
      expect(answer.status).toBe(206);
      expect(answer.headers.get("content-range")).toBe(contentRange);
      expect(answer.headers.get("content-length")).toBe(String(body.length));
      expect(await answer.text()).toBe(body);
    });

    test("a part beyond the end is 416, a known ETag 304, and download names the file", async () => {
      const url = await signedUrl();
      expect((await fetch(url, { headers: { range: "bytes=10-" } })).status).toBe(416);
      const etag = (await fetch(url)).headers.get("etag") ?? "";
      expect((await fetch(url, { headers: { "if-none-match": etag } })).status).toBe(304);
      const answer = await fetch(await signedUrl({ download: "plan.txt" }));
      expect(answer.headers.get("content-disposition")).toContain("plan.txt");
    });
  });

  describe("image transforms", () => {
    const key = `pictures/${randomUUID()}.png`;
    beforeAll(async () => {
      const picture = sharp({ create: { width: 400, height: 200, channels: 3, background: "teal" } });
      await bucket().upload(key, await picture.png().toBuffer(), { contentType: "image/png" });
    });

    test("download resizes, and keeps the format unless told", async () => {
      const { data } = await bucket().download(key, { transform: { width: 100, height: 100, resize: "contain" } });
      const picture = await sharp(await bytesOf(data)).metadata();
      expect(picture).toMatchObject({ width: 100, height: 50, format: "png" });
    });

    test("a signed URL carries its transform", async () => {
      const { data } = await bucket().createSignedUrl(key, 60, { transform: { width: 80 } });
      const answer = await fetch(data?.signedUrl ?? "");
      expect(await sharp(await answer.arrayBuffer()).metadata()).toMatchObject({ width: 80, height: 40 });
    });

    test("what is not an image cannot be transformed, and says so", async () => {
      const plain = `${key}.txt`;
      await bucket().upload(plain, Buffer.from("not a picture"), { contentType: "text/plain" });
      const { error } = await bucket().download(plain, { transform: { width: 10 } });
      expect(error).toMatchObject({ status: 400, code: "InvalidRequest" });
    });
  });
}
