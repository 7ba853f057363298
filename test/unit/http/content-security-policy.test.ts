import { expect, test } from "vitest";
import { DATA_POLICY, pagePolicy } from "@/lib/http/content-security-policy";

const directives = (policy: string) =>
  Object.fromEntries(
    policy.split("; ").map((each) => [each.slice(0, each.indexOf(" ")), each.slice(each.indexOf(" ") + 1)]),
  );

test("scripts of pages run by this page's nonce only, and eval does not outside development", () => {
  const policy = directives(pagePolicy("abc", { isDevelopment: false }));
  expect(policy["script-src"]).toBe("'self' 'nonce-abc' 'strict-dynamic'");
  expect(policy["script-src"]).not.toContain("unsafe");
  expect(directives(pagePolicy("abc", { isDevelopment: true }))["script-src"]).toContain("'unsafe-eval'");
});

test("pages load nothing from elsewhere, are framed by nobody, and send forms nowhere else", () => {
  const policy = directives(pagePolicy("abc", { isDevelopment: false }));
  expect(policy["default-src"]).toBe("'none'");
  expect(policy["frame-ancestors"]).toBe("'none'");
  expect(policy["base-uri"]).toBe("'none'");
  expect(policy["form-action"]).toBe("'self'");
  const foreign = Object.values(policy).filter((sources) => /https?:|\*/.test(sources));
  expect(foreign).toEqual([]);
});

test("what is no page runs and loads nothing", () => {
  expect(directives(DATA_POLICY)).toEqual({ "default-src": "'none'", "frame-ancestors": "'none'" });
});
