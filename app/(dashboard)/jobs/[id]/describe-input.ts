import { humanize } from "@/components/ui/format";

const SHOWN = 3;

/** What a job was asked, line by line; what is grouped in the input is taken apart, and what says nothing left out. */
export function describeInput(input: Record<string, unknown>): { label: string; value: string }[] {
  return Object.entries(input).flatMap(([key, value]) => {
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return describeInput(value as Record<string, unknown>);
    const text = describeValue(value);
    return text === "" ? [] : [{ label: key === "urls" ? "Addresses" : humanize(key), value: text }];
  });
}

/** A long list becomes its first entries and how many more there are. */
function describeValue(value: unknown): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (value === null || value === undefined) return "";
  if (!Array.isArray(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  const more = value.length > SHOWN ? ` and ${value.length - SHOWN} more` : "";
  return value.slice(0, SHOWN).map(describeValue).join(", ") + more;
}
