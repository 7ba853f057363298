import type { ReplayRequest } from "@/lib/contracts/failures";

type Part = "input" | "payload";

/** The two patches of a form as JSON; empty fields change nothing. What is no JSON object is told by field. */
export function parsePatch(form: FormData): {
  patch: ReplayRequest["patch"];
  problems: Partial<Record<Part, string>>;
} {
  const patch: NonNullable<ReplayRequest["patch"]> = {};
  const problems: Partial<Record<Part, string>> = {};
  for (const part of ["input", "payload"] as const) {
    const text = String(form.get(part) ?? "").trim();
    if (text === "") continue;
    const value = parseObject(text);
    if (value) patch[part] = value;
    else problems[part] = 'Write a JSON object, such as {"limit": 50}.';
  }
  return { patch: Object.keys(patch).length > 0 ? patch : undefined, problems };
}

function parseObject(text: string): NonNullable<NonNullable<ReplayRequest["patch"]>[Part]> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as NonNullable<NonNullable<ReplayRequest["patch"]>[Part]>) : null;
  } catch {
    return null;
  }
}
