import { describe, expect, test } from "vitest";
import { xmpFindings } from "@/lib/rights/xmp";

const URL_ = "https://example.org/1.jpg";
const packet = (inner: string, attributes = "") => `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:cc="http://creativecommons.org/ns#" ${attributes}>${inner}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
const decisions = (xmp: string) => xmpFindings(xmp, URL_).map(({ kind, decision }) => `${kind} ${decision}`);
const VOCABULARY = "http://ns.useplus.org/ldf/vocab/";

describe("PLUS data mining", () => {
  test.each([
    "DMI-PROHIBITED",
    "DMI-PROHIBITED-AIMLTRAINING",
    "DMI-PROHIBITED-GENAIMLTRAINING",
    "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING",
    "DMI-PROHIBITED-SEECONSTRAINT",
  ])("%s refuses, as attribute, element, resource and bare key", (key) => {
    const forms = [
      packet("", `plus:DataMining="${VOCABULARY}${key}"`),
      packet(`<plus:DataMining>${VOCABULARY}${key}</plus:DataMining>`),
      packet(`<plus:DataMining rdf:resource="${VOCABULARY}${key}"/>`),
      packet(`<plus:DataMining>${key}</plus:DataMining>`),
    ];
    for (const form of forms) expect(decisions(form)).toEqual(["data-mining refused"]);
    expect(xmpFindings(forms[0] ?? "", URL_)[0]?.evidence.data_mining).toEqual([key]);
  });

  test("a misspelt namespace or prefix hides nothing", () => {
    expect(
      decisions('<x><iptc:DataMining xmlns:iptc="http://ns.useplus.org/LDF/1.0/">DMI-PROHIBITED</iptc:DataMining></x>'),
    ).toEqual(["data-mining refused"]);
  });

  test("nor does a packet that breaks off", () => {
    expect(decisions(packet("", `plus:DataMining="${VOCABULARY}DMI-PROHIBITED"`).slice(0, -50))).toEqual([
      "data-mining refused",
    ]);
  });

  test("a yes is a yes, unless a no stands beside it", () => {
    expect(decisions(packet("", `plus:DataMining="${VOCABULARY}DMI-ALLOWED"`))).toEqual(["data-mining allowed"]);
    const both = packet(
      "<plus:DataMining>DMI-ALLOWED</plus:DataMining><plus:DataMining>DMI-PROHIBITED</plus:DataMining>",
    );
    expect(decisions(both)).toEqual(["data-mining refused"]);
  });

  test.each([
    ["unspecified", packet("", `plus:DataMining="${VOCABULARY}DMI-UNSPECIFIED"`)],
    ["empty", packet("")],
    ["no XML at all", "plain text"],
  ])("%s says nothing", (_name, xmp) => {
    expect(decisions(xmp)).toEqual([]);
  });

  test("a picture without a packet says nothing", () => {
    expect(xmpFindings(null, URL_)).toEqual([]);
  });
});

test("owner and licence are noted, however they are written", () => {
  const inner = `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026
    Ada</rdf:li></rdf:Alt></dc:rights><cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>`;
  expect(xmpFindings(packet(inner, 'xmpRights:Marked="True"'), URL_)).toEqual([
    {
      url: URL_,
      kind: "metadata",
      decision: "unknown",
      detail: "The picture's own metadata names an owner or a licence.",
      evidence: { rights: "© 2026 Ada", license: "https://creativecommons.org/licenses/by/4.0/", Marked: "True" },
    },
  ]);
});

test("what a packet names can be stored, wherever it is cut and whatever it holds", () => {
  const [cut] = xmpFindings(packet(`<dc:rights>${"r".repeat(499)}🛋</dc:rights>`), URL_);
  const [nul] = xmpFindings(packet("<dc:rights>Ann\u0000a</dc:rights>"), URL_);
  expect(String(cut?.evidence.rights).isWellFormed()).toBe(true);
  expect(nul?.evidence.rights).toBe("Anna");
});
