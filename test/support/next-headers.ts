// Stands in for `next/headers`: the cookies of whoever visits now. Use it as
// `vi.mock("next/headers", () => import("../../support/next-headers.ts"))`.

/** A browser's cookies. */
export type Jar = Map<string, string>;

let jar: Jar = new Map();

/** From here on requests come from this browser. */
export function visitAs(next: Jar): void {
  jar = next;
}

export const cookies = async () => ({
  getAll: () => [...jar].map(([name, value]) => ({ name, value })),
  set: (name: string, value: string) => (value ? jar.set(name, value) : jar.delete(name)),
});

export const headers = async () => new Headers();
