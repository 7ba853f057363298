import { CBORBox, DescriptionBox, SuperBox } from "@trustnxt/c2pa-ts/jumbf";
import { describe, expect, test } from "vitest";
import { c2paFindings } from "@/lib/rights/c2pa";

const URL_ = "https://example.org/a.jpg";

function superBox(label: string, content: SuperBox["contentBoxes"]): SuperBox {
  const box = new SuperBox();
  box.descriptionBox = new DescriptionBox();
  box.descriptionBox.label = label;
  box.descriptionBox.uuid = Uint8Array.from(Buffer.from("6332706100110010800000aa00389b71", "hex"));
  box.contentBoxes = content;
  return box;
}

/** A manifest store with one training assertion, as C2PA nests it. */
function store(label: string, entries: Record<string, unknown>): Buffer {
  const cbor = new CBORBox();
  cbor.content = { entries };
  cbor.generateRawContent();
  const assertion = superBox(label, [cbor]);
  return Buffer.from(
    superBox("c2pa", [superBox("urn:uuid:1", [superBox("c2pa.assertions", [assertion])])]).toBuffer(false),
  );
}

/** JPEG with the store in one APP11 segment (JPEG XT: CI, En, Z, then the box). */
function jpeg(jumbf: Buffer): Buffer {
  const head = Buffer.from([0x4a, 0x50, 0, 1, 0, 0, 0, 1]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(2 + head.length + jumbf.length);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xeb]),
    length,
    head,
    jumbf,
    Buffer.from([0xff, 0xda, 0, 2, 0xff, 0xd9]),
  ]);
}

function png(jumbf: Buffer): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
  };
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", Buffer.alloc(13)),
    chunk("caBX", jumbf),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function webp(jumbf: Buffer): Buffer {
  const sized = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length);
    return Buffer.concat([Buffer.from(type), length, data, Buffer.alloc(data.length % 2)]);
  };
  return sized("RIFF", Buffer.concat([Buffer.from("WEBP"), sized("VP8 ", Buffer.alloc(11)), sized("C2PA", jumbf)]));
}

const NO = { "cawg.ai_training": { use: "notAllowed" }, "cawg.ai_inference": { use: "allowed" } };

describe.each([
  ["jpeg", jpeg],
  ["png", png],
  ["webp", webp],
])("in %s", (_format, wrap) => {
  test.each<[string, string, Record<string, unknown>, string | undefined]>([
    ["not allowed", "cawg.training-mining", NO, "refused"],
    ["under its older name", "c2pa.training-mining", { "c2pa.data_mining": { use: "notAllowed" } }, "refused"],
    ["with conditions", "cawg.training-mining", { "cawg.ai_generative_training": { use: "constrained" } }, "refused"],
    ["allowed", "cawg.training-mining", { "cawg.ai_training": { use: "allowed" } }, "allowed"],
    ["of another use only", "cawg.training-mining", { "cawg.ai_inference": { use: "notAllowed" } }, undefined],
    ["of no form known", "cawg.training-mining", { "cawg.ai_training": 7 }, undefined],
  ])("training %s", (_name, label, entries, decision) => {
    const findings = c2paFindings(wrap(store(label, entries)), URL_);
    expect(findings.map((finding) => finding.decision)).toEqual(decision ? [decision] : []);
    if (decision) expect(findings[0]?.evidence).not.toHaveProperty("unreadable");
  });

  test("the words of a statement that cannot be read still count", () => {
    const whole = store("cawg.training-mining", NO);
    whole.writeUInt32BE(0xffffffff, 0);
    expect(c2paFindings(wrap(whole), URL_)).toMatchObject([{ decision: "refused", evidence: { unreadable: true } }]);
  });
});

test("any bytes are read without harm", () => {
  const whole = jpeg(store("cawg.training-mining", NO));
  for (let at = 2; at < whole.length; at += 1) {
    const broken = Buffer.from(whole);
    broken[at] = (broken[at] ?? 0) ^ 0xff;
    expect(c2paFindings(broken, URL_).every(({ decision }) => decision === "refused")).toBe(true);
    c2paFindings(whole.subarray(0, at), URL_);
  }
});

test("a picture without such data costs one look", () => {
  expect(c2paFindings(Buffer.alloc(1000), URL_)).toEqual([]);
});
