import { BMFF, JPEG, PNG } from "@trustnxt/c2pa-ts/asset";
import { CBORBox, JSONBox, SuperBox } from "@trustnxt/c2pa-ts/jumbf";
import { z } from "zod";
import type { RightsFinding } from "./decide-rights";

/** Assertions `c2pa.training-mining` and `cawg.training-mining`; the name stands in the file as plain text. */
const LABEL = "training-mining";
/** A store of provenance data is kilobytes; a larger one is not read for this. */
const STORE_MAX_BYTES = 8 * 1024 * 1024;
const DEPTH_MAX = 16;

/** Uses that are ours, whoever's prefix they carry (`c2pa.ai_training`, `cawg.data_mining`, …). */
const OUR_USE = /(^|\.)(ai_generative_training|ai_training|data_mining)$/;
const entriesSchema = z.object({
  entries: z.record(z.string(), z.looseObject({ use: z.string() }).catch({ use: "" })),
});

/**
 * What a picture's C2PA manifests say of training and data mining (C2PA 1.4, CAWG 1.0): `notAllowed` and `constrained` are a
 * no, in the manifest of the picture or of one it was made from; signatures are not checked, since a no needs none. A
 * statement that is there and cannot be read counts as a no where the words are in it.
 */
export function c2paFindings(bytes: Buffer, url: string): RightsFinding[] {
  if (!bytes.includes(LABEL)) return [];
  const entries = readEntries(bytes);
  const kind = "c2pa-training";
  if (entries === null) {
    if (!bytes.includes("notAllowed") && !bytes.includes("constrained")) return [];
    const detail = "The picture's provenance data speaks against training, in a form that could not be read in full.";
    return [{ url, kind, decision: "refused", detail, evidence: { unreadable: true } }];
  }
  const ours = entries.filter(([name]) => OUR_USE.test(name));
  const denying = ours.filter(([, use]) => use === "notAllowed" || use === "constrained");
  const evidence = Object.fromEntries(ours);
  if (denying.length > 0) {
    const said = denying.map(([name, use]) => `${name}: ${use}`).join(", ");
    return [
      {
        url,
        kind,
        decision: "refused",
        detail: `The picture's provenance data keeps it from training (${said}).`,
        evidence,
      },
    ];
  }
  const isAllowed = ours.some(([, use]) => use === "allowed");
  if (!isAllowed) return [];
  return [
    { url, kind, decision: "allowed", detail: "The picture's provenance data allows training and mining.", evidence },
  ];
}

/** Name and use of every entry of every such assertion; null when the manifests cannot be read. */
function readEntries(bytes: Buffer): [name: string, use: string][] | null {
  try {
    const store = manifestStoreOf(bytes);
    if (!store || store.length > STORE_MAX_BYTES) return null;
    const found = boxesLabelled(SuperBox.fromBuffer(new Uint8Array(store)), 0).flatMap((box) => {
      const content = box.contentBoxes.find((each) => each instanceof CBORBox || each instanceof JSONBox);
      const said =
        entriesSchema.safeParse(content && "content" in content ? content.content : null).data?.entries ?? {};
      return Object.entries(said).map(([name, { use }]): [string, string] => [name, use]);
    });
    return found.length > 0 ? found : null;
  } catch {
    return null; // broken or hostile data; the words themselves are looked for instead
  }
}

function boxesLabelled(box: SuperBox, depth: number): SuperBox[] {
  if (depth > DEPTH_MAX) return [];
  const own = box.descriptionBox?.label?.includes(LABEL) ? [box] : [];
  const inner = box.contentBoxes.flatMap((each) => (each instanceof SuperBox ? boxesLabelled(each, depth + 1) : []));
  return [...own, ...inner];
}

function manifestStoreOf(bytes: Buffer): Uint8Array | undefined {
  for (const Format of [JPEG, PNG, BMFF]) if (Format.canRead(bytes)) return new Format(bytes).getManifestJUMBF();
  return webpChunk(bytes);
}

/** The `C2PA` chunk of a RIFF file (WebP). */
function webpChunk(bytes: Buffer): Buffer | undefined {
  if (bytes.toString("latin1", 0, 4) !== "RIFF") return undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    if (bytes.toString("latin1", at, at + 4) === "C2PA") return bytes.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  return undefined;
}
