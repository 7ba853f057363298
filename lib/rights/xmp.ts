import { load } from "cheerio";
import { storable } from "@/lib/db/storable";
import type { RightsFinding } from "./decide-rights";

/** Properties that name the owner or the licence, by local name: prefixes and namespace spelling vary in the wild. */
const RIGHTS_PROPERTIES = [
  "rights",
  "UsageTerms",
  "WebStatement",
  "Marked",
  "license",
  "Credit",
  "creator",
  "CopyrightOwnerName",
];

/**
 * What a picture's XMP packet says of data mining (PLUS vocabulary), and what it names as licence or owner.
 *
 * The mining value is searched in the whole packet, so that neither a broken packet nor a misspelt namespace hides a no:
 * both occur in files of large agencies.
 */
export function xmpFindings(xmp: string | null, url: string): RightsFinding[] {
  if (!xmp) return [];
  const values = /DataMining/i.test(xmp) ? Array.from(xmp.matchAll(/DMI-[A-Z-]*[A-Z]/g), ([value]) => value) : [];
  const prohibited = values.find((value) => value.startsWith("DMI-PROHIBITED"));
  const rights = readRights(xmp);
  const kind = "data-mining";
  const evidence = { data_mining: values, ...rights };
  if (prohibited) {
    const detail = `The picture's own metadata forbids data mining (${prohibited}).`;
    return [{ url, kind, decision: "refused", detail, evidence }];
  }
  if (values.includes("DMI-ALLOWED")) {
    return [{ url, kind, decision: "allowed", detail: "The picture's own metadata allows data mining.", evidence }];
  }
  if (Object.keys(rights).length === 0) return [];
  const detail = "The picture's own metadata names an owner or a licence.";
  return [{ url, kind: "metadata", decision: "unknown", detail, evidence: rights }];
}

/** Licence and owner fields, each as one line of text; written as attribute, plain element, resource or list alike. */
function readRights(xmp: string): Record<string, string> {
  const $ = load(xmp, { xml: true });
  const found: Record<string, string> = {};
  const note = (name: string, value: string | undefined) => {
    const property = RIGHTS_PROPERTIES.find((known) => known.toLowerCase() === localName(name).toLowerCase());
    const text = storable((value ?? "").replace(/\s+/g, " ").trim().slice(0, 500));
    if (property && text) found[property] ??= text;
  };
  for (const node of $("*").toArray()) {
    for (const [name, value] of Object.entries($(node).attr() ?? {})) note(name, value);
    note($(node).prop("nodeName") ?? "", $(node).attr("rdf:resource") ?? $(node).text());
  }
  return found;
}

const localName = (name: string) => name.slice(name.indexOf(":") + 1);
