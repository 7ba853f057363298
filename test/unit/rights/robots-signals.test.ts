import { describe, expect, test } from "vitest";
import { robotsSignalFindings } from "@/lib/rights/robots-signals";

const read = (text: string, path = "/photos/1") =>
  robotsSignalFindings(
    { url: "https://example.org/robots.txt", status: 200, text },
    `https://example.org${path}`,
    "Modomo",
  );
const decisions = (text: string, path?: string) => read(text, path).map(({ kind, decision }) => `${kind} ${decision}`);

describe("Content-Signal and Content-Usage", () => {
  test.each([
    ["no to training", "User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /", ["robots-signal refused"]],
    ["yes to training", "User-agent: *\nContent-Signal: ai-train=yes\nAllow: /", ["robots-signal allowed"]],
    ["the draft's spelling", "User-agent: *\nContent-Usage: train-ai=n", ["robots-signal refused"]],
    ["any case, a comment", "USER-AGENT: *\ncontent-SIGNAL: AI-Train = NO # please", ["robots-signal refused"]],
    ["both at once: no wins", "Content-Signal: ai-train=yes, ai-train=no", ["robots-signal refused"]],
    ["before any group", "Content-Signal: ai-train=no\nUser-agent: Other\nDisallow: /", ["robots-signal refused"]],
    ["only of search", "User-agent: *\nContent-Signal: search=no", []],
    ["of another crawler's group", "User-agent: Other\nContent-Signal: ai-train=no\n\nUser-agent: *\nAllow: /", []],
    [
      "of everybody, while a group names us",
      "User-agent: *\nContent-Signal: ai-train=no\n\nUser-agent: modomo\nAllow: /",
      [],
    ],
    ["of our group", "User-agent: Modomo/1.0\nContent-Signal: ai-train=no", ["robots-signal refused"]],
    ["neither yes nor no", "User-agent: *\nContent-Signal: ai-train=maybe", []],
    ["nothing", "User-agent: *\nDisallow: /private/", []],
  ])("%s", (_name, text, expected) => {
    expect(decisions(text)).toEqual(expected);
  });

  test("a path before the signal limits it", () => {
    const text = "User-agent: *\nContent-Usage: /photos/ train-ai=n";
    expect(decisions(text, "/photos/1")).toEqual(["robots-signal refused"]);
    expect(decisions(text, "/notes/1")).toEqual([]);
  });

  test("the finding quotes the line", () => {
    expect(read("User-agent: *\nContent-Signal: ai-train=no")[0]).toMatchObject({
      detail: "robots.txt says the site must not be used to train models (line 2).",
      evidence: { line: 2, "content-signal": "ai-train=no" },
    });
  });
});

describe("crawlers that gather training data", () => {
  test.each([
    ["one shut out", "User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nAllow: /", ["robots-ai-agents refused"]],
    ["several in one group", "User-agent: CCBot\nUser-agent: ClaudeBot\nDisallow: /\n", ["robots-ai-agents refused"]],
    ["one kept out of a part only", "User-agent: GPTBot\nDisallow: /private/", []],
    ["one with an exception", "User-agent: GPTBot\nDisallow: /\nAllow: /photos/", []],
    ["one let in", "User-agent: GPTBot\nDisallow:", []],
    ["a search crawler shut out", "User-agent: SomeSearchBot\nDisallow: /", []],
  ])("%s", (_name, text, expected) => {
    expect(decisions(text)).toEqual(expected);
  });

  test("are named in the reason", () => {
    expect(read("User-agent: CCBot\nUser-agent: GPTBot\nDisallow: /")[0]?.detail).toContain("ccbot, gptbot");
  });
});
