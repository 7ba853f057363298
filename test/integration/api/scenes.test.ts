import { createHash } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ScenePage, sceneDetailSchema, scenePageSchema } from "@/lib/contracts/scenes";
import { storagePath } from "@/lib/images/storage-path";
import { getFile, IMAGES_BUCKET, putFile, THUMBNAILS_BUCKET } from "@/lib/scenes/files";
import { getSceneFile } from "@/lib/scenes/scenes.repository";
import { type ApiClient, createApiClient, fieldsOf, loadRoutes, problemOf } from "../../support/api.ts";
import { type Product, startProduct } from "../../support/product.ts";
import { rowsOf, seedScene } from "../../support/work.ts";

let product: Product;
let call: ApiClient;
let original: Buffer;
const scenes: string[] = [];
beforeAll(async () => {
  product = await startProduct();
  call = createApiClient(await loadRoutes(), product.server.apiKey);
  for (const title of ["A red sofa", "The kitchen", "Red lamp", "Hallway", "Red door"]) {
    scenes.push((await seedScene(product.db, { title, source: title.includes("ed") ? "mail" : "post" })).sceneId);
  }
  original = await sharp({ create: { width: 200, height: 150, channels: 3, background: "#a33" } })
    .jpeg()
    .toBuffer();
  const { storagePath, thumbnailPath } = await getSceneFile(product.db, scenes[0] ?? "");
  await putFile(product.db, IMAGES_BUCKET, storagePath, original, "image/jpeg");
  await putFile(product.db, THUMBNAILS_BUCKET, thumbnailPath, await sharp(original).webp().toBuffer(), "image/webp");
});
afterAll(() => product?.stop());

async function list(query: string): Promise<ScenePage> {
  return scenePageSchema.parse(await (await call("GET", `/api/scenes?${query}`)).json());
}

test("scenes are listed newest first, by what they are and by their words", async () => {
  expect((await list("")).items.map(({ id }) => id)).toEqual(scenes.toReversed());
  expect((await list("source=mail")).items).toHaveLength(3);
  expect((await list("text=red")).items.map(({ title }) => title)).toEqual(["Red door", "Red lamp", "A red sofa"]);
  expect((await list("text=red%20SOFA")).items.map(({ title }) => title)).toEqual(["A red sofa"]);
  expect((await list("text=%25*(),.%22")).items).toHaveLength(5); // no words: no filter, and no way into the query
  expect((await list("status=classified")).items).toEqual([]);
});

test("pages stay whole while scenes come in", async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: ScenePage = await list(`limit=2&source=mail${cursor ? `&cursor=${cursor}` : ""}`);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor;
    await seedScene(product.db, { source: "mail", title: "late" });
  } while (cursor);
  expect(seen).toEqual([scenes[4], scenes[2], scenes[0]]);
});

test("a scene is shown with its palette and rights record", async () => {
  const scene = sceneDetailSchema.parse(await (await call("GET", `/api/scenes/${scenes[0]}`)).json());
  expect(scene).toMatchObject({
    title: "A red sofa",
    palette: [{ name: "grey" }],
    rights_events: [{ kind: "robots" }],
  });
});

test("its picture comes as it was, or as a thumbnail, and once fetched is not sent again", async () => {
  const url = `/api/scenes/${scenes[0]}/image`;
  const whole = await call("GET", url);
  expect(whole.headers.get("content-type")).toBe("image/jpeg");
  expect(Buffer.from(await whole.arrayBuffer()).equals(original)).toBe(true);
  const small = await call("GET", `${url}?variant=thumbnail`);
  expect(small.headers.get("content-type")).toBe("image/webp");
  expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).format).toBe("webp");

  const etag = whole.headers.get("etag") ?? "";
  expect(etag).toMatch(/^"[^"]+"$/);
  expect(small.headers.get("etag")).not.toBe(etag);
  for (const tags of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const again = await call("GET", url, { headers: { "if-none-match": tags } });
    expect({ tags, status: again.status, etag: again.headers.get("etag") }).toEqual({ tags, status: 304, etag });
    expect(await again.text()).toBe("");
  }
  expect((await call("GET", url, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
});

test("a scene whose file is gone from storage is a 404 that says so", async () => {
  const problem = await problemOf(await call("GET", `/api/scenes/${scenes[1]}/image`));
  expect(problem).toMatchObject({ status: 404, detail: expect.stringContaining("could not be read") });
});

/** A form as a client sends it, with its length. */
async function upload(form: FormData): Promise<Response> {
  const body = await new Response(form).blob();
  return call("POST", "/api/import/images", {
    body: await body.text().then(() => form),
    headers: { "content-length": String(body.size) },
  });
}
const file = (bytes: Buffer, name: string) => new File([new Uint8Array(bytes)], name);

test("of two uploaded files the good one becomes a scene and the broken one fails alone, with the reason", async () => {
  const before = await rowsOf(product.db, "scenes");
  const form = new FormData();
  form.append("files", file(await sharp(original).blur(3).png().toBuffer(), "good.png"));
  form.append("files", file(Buffer.from("this is a letter"), "broken.jpg"));
  const answer = await upload(form);
  expect(answer.status).toBe(202);
  const { job_id } = (await answer.json()) as { job_id: string };
  const [job] = await product.ended(job_id);
  expect(job?.counts).toMatchObject({ total: 2, completed: 1, failed: 1 });
  const failed = await (await call("GET", `/api/jobs/${job_id}/items?status=failed`)).json();
  expect(failed).toMatchObject({ items: [{ error: { code: "not_an_image" } }] });
  expect(await rowsOf(product.db, "scenes")).toBe(before + 1);
});

test("a file's name is no reason to refuse the upload, wherever it is cut", async () => {
  const form = new FormData();
  form.append("files", file(Buffer.from("no picture"), `${"n".repeat(199)}🛋.jpg`));
  expect((await upload(form)).status).toBe(202);
});

test("a file larger than storage takes fails alone, with the reason", async () => {
  const form = new FormData();
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  form.append("files", file(Buffer.concat([png, Buffer.alloc(51 * 1024 * 1024)]), "huge.png"));
  const answer = await upload(form);
  expect(answer.status).toBe(202);
  const { job_id } = (await answer.json()) as { job_id: string };
  await product.ended(job_id);
  const failed = await (await call("GET", `/api/jobs/${job_id}/items?status=failed`)).json();
  expect(failed).toMatchObject({ items: [{ error: { code: "file_too_large" } }] });
});

test("an address that is private fails as an item, without being asked", async () => {
  const answer = await call("POST", "/api/import/images", {
    body: { urls: ["http://169.254.169.254/latest/meta-data"], pipeline: false },
  });
  const { job_id } = (await answer.json()) as { job_id: string };
  expect((await product.ended(job_id))[0]?.counts).toMatchObject({ total: 1, failed: 1 });
});

test("a form without files, with too many, or broken is refused by name", async () => {
  expect(fieldsOf(await problemOf(await upload(new FormData())))).toEqual(["files"]);
  const text = new FormData();
  text.append("files", "no file");
  expect(fieldsOf(await problemOf(await upload(text)))).toEqual(["files"]);
  const many = new FormData();
  for (let index = 0; index < 101; index += 1) many.append("files", file(Buffer.from(String(index)), `${index}.jpg`));
  expect(fieldsOf(await problemOf(await upload(many)))).toEqual(["files"]);
  const headers = { "content-type": "multipart/form-data; boundary=x", "content-length": "7" };
  const broken = await call("POST", "/api/import/images", { body: "nothing", headers });
  expect({ ...(await problemOf(broken)) }).toMatchObject({ status: 422, errors: [{ field: "body" }] });
});

test("an uploaded file that forbids its use is not kept", async () => {
  const xmp =
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"/></rdf:RDF></x:xmpmeta>';
  const bytes = await sharp(original).flop().withXmp(xmp).jpeg().toBuffer();
  const path = storagePath(createHash("sha256").update(bytes).digest("hex"), "jpg");
  const form = new FormData();
  form.append("files", file(bytes, "mine.jpg"));
  const { job_id } = (await (await upload(form)).json()) as { job_id: string };
  await product.ended(job_id);
  const failed = await (await call("GET", `/api/jobs/${job_id}/items?status=failed`)).json();
  expect(failed).toMatchObject({ items: [{ error: { code: "refused_data-mining" } }] });
  await expect(getFile(product.db, IMAGES_BUCKET, path)).rejects.toMatchObject({ code: "not_found" });
});
