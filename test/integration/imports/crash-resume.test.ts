import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { huggingFaceRequestSchema } from "@/lib/contracts/imports";
import { prepareDataset } from "@/lib/imports/start-import";
import { type HubDataset, hubDataset } from "../../../local/gallery/hub/dataset.ts";
import { type HubServer, startHub } from "../../support/hub-server.ts";
import { type Product, startProduct, summary } from "../../support/product.ts";
import { randomFrom } from "../../support/random.ts";
import { importDeps, runImport } from "../../support/run-import.ts";
import { testPhoto } from "../../support/test-photo.ts";

const ROWS = 130;
const KILLS = 3;
const SEED = Number(process.env.MODOMO_FAULT_SEED ?? 5);

let hub: HubServer;
let product: Product;
beforeAll(async () => {
  hub = await startHub([await newDataset()]);
  const env = {
    MODOMO_HF_HUB_URL: `${hub.origin}/hub`,
    MODOMO_HF_VIEWER_URL: `${hub.origin}/viewer`,
    MODOMO_FETCH_PRIVATE_ORIGINS: `${hub.origin},${hub.cdnOrigin}`,
  };
  product = await startProduct({ env, isIdle: true });
});
afterAll(async () => {
  await product?.stop();
  await hub?.close();
});

async function newDataset(): Promise<HubDataset> {
  const train = await Promise.all(
    Array.from({ length: ROWS }, async (_, index) => ({
      image:
        index % 50 === 49
          ? { bytes: Buffer.from("no picture"), path: null }
          : { bytes: await testPhoto(5000 + index), path: null },
      label: index % 2,
    })),
  );
  const features = { image: { _type: "Image" }, label: { _type: "ClassLabel", names: ["bedroom", "kitchen"] } };
  return hubDataset({ id: "some-one/rooms", features, splits: { default: { train } }, rowGroupSize: 20 });
}

/** What an import leaves behind: scenes with their bytes and titles, annotations, files. */
async function contents() {
  const { db } = product;
  const columns = "source_id, sha256, title, tags, annotations(raw_id, label)";
  const scenes = (await db.from("scenes").select(columns).order("source_id").limit(1000).throwOnError()).data;
  const folders = (await db.storage.from("images").list("", { limit: 1000 })).data?.map(({ name }) => name).toSorted();
  return { scenes, folders };
}

test("an import whose app is killed at random points ends with the same set as an undisturbed one", {
  timeout: 300_000,
}, async () => {
  const deps = importDeps(product.server, { hub: hub.client() });
  const request = huggingFaceRequestSchema.parse({ dataset: "some-one/rooms", limit: 1000, include_detection: false });
  const huggingface = await prepareDataset(deps.hub, request);
  await runImport(deps, { huggingface });
  const undisturbed = await contents();
  expect(undisturbed.scenes).toHaveLength(ROWS - 2);
  await product.server.reset();
  await Promise.all((undisturbed.folders ?? []).map((folder) => removeFolder(folder)));

  const random = randomFrom(SEED);
  await product.startApp();
  const job = await product.startJob({ kind: "import", input: { huggingface, pipeline: false } });
  for (let kill = 0; kill < KILLS; kill += 1) {
    await sleep(200 + random() * 2500);
    await product.killApp();
    await product.startApp();
  }
  const chain = await product.ended(job, 240_000);
  expect(summary(chain)).toEqual({ import: `completed ${ROWS - 2}/2/0/0 of ${ROWS}` });
  expect(await contents()).toEqual(undisturbed);
});

async function removeFolder(folder: string): Promise<void> {
  const images = product.db.storage.from("images");
  const inner = (await images.list(folder)).data ?? [];
  for (const { name } of inner) {
    const files = (await images.list(`${folder}/${name}`)).data ?? [];
    await images.remove(files.map((file) => `${folder}/${name}/${file.name}`));
  }
}
