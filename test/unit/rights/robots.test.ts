import { readFileSync } from "node:fs";
import { join } from "node:path";
import robotsParser from "robots-parser";
import { describe, expect, test } from "vitest";
import { crawlDelayS, evaluateRobots, type RobotsFile, robotsFinding, robotsUrlOf } from "@/lib/rights/robots";
import { normaliseRobots } from "@/lib/rights/robots-text";
import { sharedData } from "../../support/shared-data";

const file = (text: string, status: number | null = 200): RobotsFile => ({
  url: "https://example.org/robots.txt",
  status,
  text,
});
const evaluate = (text: string, path: string, agent = "Modomo") =>
  evaluateRobots(file(text), `https://example.org${path}`, agent);

describe("evaluateRobots", () => {
  test("names the line that decided", () => {
    const text = "# hello\nUser-agent: *\nDisallow: /private/\nAllow: /private/press/\n";
    expect(evaluate(text, "/private/a")).toEqual({
      isAllowed: false,
      isTemporary: false,
      detail: "robots.txt forbids it (line 3: Disallow: /private/)",
      line: 3,
    });
    expect(evaluate(text, "/private/press/a")).toMatchObject({ isAllowed: true, line: 4 });
    expect(evaluate(text, "/photos")).toMatchObject({ isAllowed: true, line: null });
  });

  test("a group with our name replaces the group for everybody", () => {
    const text = "User-agent: *\nDisallow: /\n\nUser-agent: modomo\nDisallow: /x/\n";
    expect(evaluate(text, "/photos").isAllowed).toBe(true);
    expect(evaluate(text, "/x/1").isAllowed).toBe(false);
    expect(evaluate(text, "/photos", "Other").isAllowed).toBe(false);
  });

  test("robots.txt itself may be read whatever it says", () => {
    expect(evaluate("User-agent: *\nDisallow: /", "/robots.txt").isAllowed).toBe(true);
  });

  test.each<[string, number | null, boolean, boolean]>([
    ["missing", 404, true, false],
    ["gone", 410, true, false],
    ["behind a sign-in", 401, false, false],
    ["forbidden", 403, false, false],
    ["slowed down", 429, false, true],
    ["broken", 500, false, true],
    ["down", 503, false, true],
    ["out of reach", null, false, true],
  ])("a robots.txt that is %s", (_name, status, isAllowed, isTemporary) => {
    expect(evaluateRobots(file("", status), "https://example.org/a", "Modomo")).toMatchObject({
      isAllowed,
      isTemporary,
    });
  });

  test.each(["http://example.org/a", "https://www.example.org/a", "https://example.org:8443/a"])(
    "a file of another origin says nothing about %s, and that is an error of the caller",
    (url) => {
      expect(() => evaluateRobots(file("User-agent: *\nDisallow: /"), url, "Modomo")).toThrow(RangeError);
    },
  );

  test("a hostile pattern costs no time", () => {
    const text = `User-agent: *\nDisallow: /${"*a".repeat(2000)}$\n`;
    const startedMs = Date.now();
    evaluate(text, `/${"a".repeat(2000)}b`);
    expect(Date.now() - startedMs).toBeLessThan(1000);
  });

  test("a finding carries its evidence", () => {
    expect(robotsFinding(file("User-agent: *\nDisallow: /x"), "https://example.org/x", "Modomo")).toEqual({
      url: "https://example.org/x",
      kind: "robots",
      decision: "refused",
      detail: "robots.txt forbids it (line 2: Disallow: /x)",
      evidence: { robots_url: "https://example.org/robots.txt", status: 200, line: 2, product_token: "Modomo" },
    });
  });
});

test("robotsUrlOf: the root of scheme, host and port", () => {
  expect(robotsUrlOf("http://127.0.0.1:8791/photos?page=2#x")).toBe("http://127.0.0.1:8791/robots.txt");
});

test.each([
  ["User-agent: *\nCrawl-delay: 2.5", 2.5],
  ["User-agent: *\nCrawl-delay: 99999", 60],
  ["User-agent: *\nCrawl-delay: soon", null],
  ["User-agent: *\nCrawl-delay: -1", null],
  ["User-agent: Other\nCrawl-delay: 5", null],
  ["", null],
])("crawlDelayS of %j is %s", (text, expected) => {
  expect(crawlDelayS(file(text), "Modomo")).toBe(expected);
});

const robots = sharedData("robots");
const readCases = <T>(name: string): T[] => (robots ? JSON.parse(readFileSync(join(robots, name), "utf8")) : []);

describe.skipIf(!robots)("published cases (needs the shared data set `robots`)", () => {
  interface GoogleCase {
    test: string;
    robots_txt: string;
    user_agent: string;
    url: string;
    allowed: boolean;
  }
  const isRead = ({ robots_txt, url, user_agent }: GoogleCase) =>
    evaluateRobots({ url: robotsUrlOf(url), status: 200, text: robots_txt }, url, user_agent).isAllowed;
  /** Google compares the address as it stands, and so forbids an unencoded one; nobody can send an address unencoded. */
  const isUnencoded = ({ url }: GoogleCase) => /[^\u0020-\u007e]/.test(url);
  const cases = readCases<GoogleCase>("google_robotstxt_cases.json").filter(({ url }) => url !== "");

  test("Google's cases of the standard: every one", () => {
    const standard = cases.filter((each) => !each.test.startsWith("GoogleOnly") && !isUnencoded(each));
    expect(standard.length).toBeGreaterThan(25);
    expect(standard.filter((each) => isRead(each) !== each.allowed)).toEqual([]);
  });

  test("Google's own extensions: all but /index.html standing for its folder", () => {
    const extended = cases.filter((each) => each.test.startsWith("GoogleOnly"));
    const wrong = extended.filter((each) => isRead(each) !== each.allowed);
    expect(wrong.filter((each) => each.test !== "GoogleOnly_IndexHTMLisDirectory")).toEqual([]);
    expect(wrong.every((each) => each.allowed)).toBe(true); // where we differ we keep out
  });

  test("robots-parser's own cases hold after our clean-up", () => {
    interface ParserCase {
      call: string;
      robots_url: string;
      robots_txt: string;
      url: string;
      user_agent: string | null;
      expected: unknown;
    }
    const calls: Record<string, (each: ParserCase) => unknown> = {
      isAllowed: (each) => parse(each).isAllowed(each.url, each.user_agent ?? undefined),
      isDisallowed: (each) => parse(each).isDisallowed(each.url, each.user_agent ?? undefined),
      getCrawlDelay: (each) => parse(each).getCrawlDelay(each.user_agent ?? undefined),
      getSitemaps: (each) => parse(each).getSitemaps(),
      getPreferredHost: (each) => parse(each).getPreferredHost(),
      getMatchingLineNumber: (each) => parse(each).getMatchingLineNumber(each.url, each.user_agent ?? undefined),
    };
    const parse = (each: ParserCase) => robotsParser(each.robots_url, normaliseRobots(each.robots_txt));
    const known = readCases<ParserCase>("robots_parser_cases.json").filter(({ call }) => call in calls);
    expect(known.length).toBeGreaterThan(100);
    expect(known.filter((each) => (calls[each.call]?.(each) ?? null) !== each.expected)).toEqual([]);
  });
});
