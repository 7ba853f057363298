import { describe, expect, test } from "vitest";
import { InvalidInputError } from "@/lib/errors";
import { isPublicAddress } from "@/lib/http/safe-fetch-address";
import { BlockedUrlError, checkUrl, parseOrigins, resolveRedirect, UNREACHABLE } from "@/lib/http/safe-fetch-url";

const NONE = new Set<string>();

const PRIVATE_LITERALS = [
  "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "①②⑦.⓪.⓪.①",
  "127.255.255.254", "0.0.0.0", "0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
  "100.64.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
  "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:a9fe:a9fe]", "[::127.0.0.1]", "[::7f00:1]",
  "[0:0:0:0:0:ffff:0a00:0001]", "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[fec0::1]", "[ff02::1]", "[64:ff9b::7f00:1]",
  "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[2001:db8::1]", "[100::1]", "[64:ff9b:1::7f00:1]", "[::ffff:0:127.0.0.1]", "[::a00:1]",
  "[5f00::1]", "[3fff::1]", "[1::1]", "[4000::1]", "[2001:2::1]", "192.0.0.8", "192.88.99.1", "100.127.255.255", "0.1.2.3",
  "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "[::ffff:0a00:0001]", "１２７.０.０.１", "127.0.0.1%2e", "127%2e0%2e0%2e1",
]; // biome-ignore format: a table of literals reads better in rows

const LOCAL_NAMES = [
  "localhost", "localhost.", "LOCALHOST", "a.localhost", "printer", "printer.local", "db.internal", "metadata.google.internal",
  "nas.lan", "router.home.arpa", "wiki.intranet",
]; // biome-ignore format: the same

describe("checkUrl", () => {
  test.each([...PRIVATE_LITERALS, ...LOCAL_NAMES])(
    "refuses the private host %s, and says no more than 'unreachable'",
    (host) => {
      const attempt = () => checkUrl(`http://${host}/x.jpg`, NONE);
      expect(attempt).toThrow(BlockedUrlError);
      expect(attempt).toThrow(UNREACHABLE);
    },
  );

  test.each([
    ["no scheme", "example.org/a.jpg", /https:\/\/ or http:\/\//],
    ["file", "file:///etc/passwd", /https and http/],
    ["ftp", "ftp://example.org/a", /https and http/],
    ["data", "data:image/png;base64,AAAA", /https and http/],
    ["javascript", "javascript:alert(1)", /https and http/],
    ["gopher", "gopher://example.org/", /https and http/],
    ["a password", "https://user:secret@example.org/", /password/],
    ["a user name", "https://user@example.org/", /password/],
    ["ssh's port", "http://example.org:22/", /ports 80 and 443/],
    ["a high port", "https://example.org:8443/", /ports 80 and 443/],
    ["no host", "http://", /https:\/\/ or http:\/\//],
    ["an endless address", `https://example.org/${"a".repeat(2048)}`, /longer than 2048/],
  ])("refuses an address with %s and says which rule", (_name, url, message) => {
    expect(() => checkUrl(url, NONE)).toThrow(InvalidInputError);
    expect(() => checkUrl(url, NONE)).toThrow(message);
  });

  test("never repeats a password in the message", () => {
    expect(() => checkUrl("https://user:hunter2@example.org/", NONE)).not.toThrow(/hunter2/);
  });

  test.each([
    ["https://example.org/a b.jpg#top", "https://example.org/a%20b.jpg"],
    ["http://example.org:80/", "http://example.org/"],
    ["https://1.1.1.1/x", "https://1.1.1.1/x"],
    ["https://[2606:4700::1111]/", "https://[2606:4700::1111]/"],
    ["https://bücher.example.org/", "https://xn--bcher-kva.example.org/"],
  ])("accepts %s as %s", (url, expected) => {
    expect(checkUrl(url, NONE).href).toBe(expected);
  });

  test("a private origin is allowed by exact match only: scheme, host and port", () => {
    const origins = parseOrigins(["http://127.0.0.1:8791"]);
    expect(checkUrl("http://127.0.0.1:8791/a.jpg", origins).href).toBe("http://127.0.0.1:8791/a.jpg");
    expect(checkUrl("http://2130706433:8791/a.jpg", origins).href).toBe("http://127.0.0.1:8791/a.jpg");
    for (const other of [
      "http://127.0.0.1:8792/",
      "https://127.0.0.1:8791/",
      "http://127.0.0.2:8791/",
      "http://localhost:8791/",
    ]) {
      expect(() => checkUrl(other, origins)).toThrow();
    }
  });
});

describe("isPublicAddress", () => {
  test.each(["8.8.8.8", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  test.each(["", "example.org", "127.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0"])("'%s' is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("resolveRedirect", () => {
  const from = new URL("https://example.org/a/b");

  test("resolves a relative location", () => {
    expect(resolveRedirect(from, "../c", NONE).href).toBe("https://example.org/c");
  });
  test("does not go down from https to http", () => {
    expect(() => resolveRedirect(from, "http://example.org/a", NONE)).toThrow(/unencrypted/);
  });
  test("goes up from http to https", () => {
    expect(resolveRedirect(new URL("http://example.org/"), "https://example.org/", NONE).protocol).toBe("https:");
  });
  test.each(["http://169.254.169.254/latest/meta-data/", "//127.0.0.1/", "file:///etc/passwd", "http://[::1]/"])(
    "refuses the location %s",
    (location) => {
      expect(() => resolveRedirect(new URL("http://example.org/"), location, NONE)).toThrow();
    },
  );
});

describe("parseOrigins", () => {
  test.each([
    "http://127.0.0.1:8791/path",
    "127.0.0.1:8791",
    "*",
    "http://*",
    "",
    "file:///",
    "http://u:p@127.0.0.1:1",
  ])("refuses '%s', which is not one exact origin", (entry) => {
    expect(() => parseOrigins([entry])).toThrow(InvalidInputError);
  });
});
