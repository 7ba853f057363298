import type { LookupFunction } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ForbiddenError, InvalidInputError, UpstreamError } from "@/lib/errors";
import { createSafeFetch, type SafeFetch, type SafeFetchOptions } from "@/lib/http/safe-fetch";
import { createGuardedConnector } from "@/lib/http/safe-fetch-address";
import { UNREACHABLE } from "@/lib/http/safe-fetch-url";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopback-server";

const USER_AGENT = "Modomo/test (+https://example.org)";
const MIB = 1024 * 1024;

let site: LoopbackServer;
/** Stands for a service inside the network: nothing may ever reach it. */
let inner: LoopbackServer;
const open: SafeFetch[] = [];

function fetcher(options: Partial<SafeFetchOptions> = {}): SafeFetch {
  const safeFetch = createSafeFetch({ userAgent: USER_AGENT, privateOrigins: [site.origin], ...options });
  open.push(safeFetch);
  return safeFetch;
}

/** A resolver that answers with `addresses`, as Node's own calls it. */
const resolvesTo = (...addresses: string[]): LookupFunction => {
  return ((_host: string, _options: object, callback: (error: null, found: object[]) => void) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    )) as LookupFunction;
};

const failure = (attempt: Promise<unknown>): Promise<Error & { cause?: unknown; code?: string }> =>
  attempt.then(
    () => expect.unreachable("the fetch went through"),
    (error: Error) => error,
  );

beforeAll(async () => {
  inner = await startLoopbackServer((_request, response) => response.end("secret"));
  site = await startLoopbackServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://site");
    const to = url.searchParams.get("to") ?? "";
    const routes: Record<string, () => void> = {
      "/photo": () =>
        response
          .writeHead(200, { "content-type": "image/jpeg", "x-robots-tag": ["noai", "bot: noindex"] })
          .end("pixels"),
      "/redirect": () => response.writeHead(302, { location: to }).end(),
      "/loop": () => response.writeHead(301, { location: "/loop" }).end(),
      "/hops": () => {
        const left = Number(to);
        if (left === 0) response.end("arrived");
        else response.writeHead(307, { location: `/hops?to=${left - 1}` }).end();
      },
      "/drip": () => {
        response.writeHead(200, { "content-type": "image/jpeg" });
        const timer = setInterval(() => response.write("."), 20);
        response.on("close", () => clearInterval(timer));
      },
      "/silent": () => undefined,
      "/huge": () => {
        response.on("error", () => undefined);
        const push = () => {
          while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
        };
        response.on("drain", push);
        push();
      },
      "/says-huge": () => response.writeHead(200, { "content-length": String(10 * MIB) }).write("x"),
      "/says-more": () => {
        response.writeHead(200, { "content-length": "1000" });
        response.write("short");
        setTimeout(() => response.destroy(), 20);
      },
      "/says-less": () => {
        response.socket?.end(
          "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nshort, but more follows",
        );
      },
      "/bomb": () => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(30 * MIB))),
      "/gzip": () => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("<html>hello</html>")),
      "/brotli": () =>
        response.writeHead(200, { "content-encoding": "br" }).end(brotliCompressSync("<html>hello</html>")),
      "/broken-gzip": () => response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip at all"),
      "/slow-down": () => response.writeHead(429, { "retry-after": "7" }).end(),
      "/unavailable": () => response.writeHead(503).end(),
    };
    const route = routes[url.pathname];
    if (route) route();
    else response.writeHead(404).end("no such page");
  });
});

afterAll(async () => {
  await Promise.all(open.map((safeFetch) => safeFetch.close()));
  await Promise.all([site.close(), inner.close()]);
});

describe("an address that may be fetched", () => {
  test("gives status, headers, final address and bytes, and says who we are", async () => {
    const answer = await fetcher().fetchBytes(`${site.origin}/photo#here`, { accept: "image/*" });
    expect(answer).toMatchObject({ status: 200, url: `${site.origin}/photo` });
    expect(answer.bytes.toString()).toBe("pixels");
    expect(answer.headers["x-robots-tag"]).toEqual(["noai", "bot: noindex"]);
    expect(site.requests.at(-1)?.headers).toMatchObject({
      "user-agent": USER_AGENT,
      accept: "image/*",
      "accept-encoding": "identity",
    });
  });

  test("a 404 is an answer, not an error", async () => {
    expect((await fetcher().fetchBytes(`${site.origin}/nothing`)).status).toBe(404);
  });

  test("follows redirects up to the limit and no further", async () => {
    const { fetchBytes } = fetcher({ maxRedirects: 3 });
    expect((await fetchBytes(`${site.origin}/hops?to=3`)).bytes.toString()).toBe("arrived");
    await expect(fetchBytes(`${site.origin}/hops?to=4`)).rejects.toThrow(/more than 3 times/);
    await expect(fetchBytes(`${site.origin}/loop`)).rejects.toThrow(InvalidInputError);
  });

  test.each(["/gzip", "/brotli"])("%s: a compressed page is decoded only where the caller allows it", async (path) => {
    const { fetchBytes } = fetcher();
    const page = await fetchBytes(`${site.origin}${path}`, { allowCompressed: true });
    expect(page.bytes.toString()).toBe("<html>hello</html>");
    await expect(fetchBytes(`${site.origin}${path}`)).rejects.toThrow(/compressed/);
  });

  test("429 and 503 are for later, with the wait the site asks for", async () => {
    const { fetchBytes } = fetcher();
    await expect(fetchBytes(`${site.origin}/slow-down`)).rejects.toMatchObject({
      code: "upstream",
      retryAfterMs: 7000,
    });
    await expect(fetchBytes(`${site.origin}/unavailable`)).rejects.toMatchObject({
      code: "upstream",
      retryAfterMs: undefined,
    });
  });
});

describe("limits", () => {
  test("an endless answer is cut at the byte limit", async () => {
    await expect(fetcher({ maxBytes: MIB }).fetchBytes(`${site.origin}/huge`)).rejects.toThrow(/larger than 1 MiB/);
  });

  test("a declared length over the limit is refused before the body", async () => {
    await expect(
      fetcher({ maxBytes: MIB, totalTimeoutMs: 2000 }).fetchBytes(`${site.origin}/says-huge`),
    ).rejects.toThrow(/larger than/);
  });

  test("a caller can lower the limit but not raise it", async () => {
    const { fetchBytes } = fetcher({ maxBytes: 5 });
    await expect(fetchBytes(`${site.origin}/photo`, { maxBytes: 100 })).rejects.toThrow(/larger than 5 bytes/);
    expect((await fetcher().fetchBytes(`${site.origin}/photo`, { maxBytes: 6 })).bytes).toHaveLength(6);
  });

  test("a gzip bomb is cut at the limit of decoded bytes, and refused outright for a picture", async () => {
    const { fetchBytes } = fetcher({ maxBytes: MIB });
    await expect(fetchBytes(`${site.origin}/bomb`, { allowCompressed: true })).rejects.toThrow(/larger than 1 MiB/);
    await expect(fetchBytes(`${site.origin}/bomb`)).rejects.toThrow(/compressed/);
  });

  test.each(["/drip", "/silent"])("%s ends at the total time, however the bytes trickle", async (path) => {
    const startedMs = Date.now();
    const call = fetcher({ totalTimeoutMs: 400 }).fetchBytes(`${site.origin}${path}`);
    await expect(call).rejects.toMatchObject({ code: "timeout" });
    expect(Date.now() - startedMs).toBeLessThan(2000);
  });

  test("a lying length never yields a wrong success", async () => {
    const { fetchBytes } = fetcher();
    await expect(fetchBytes(`${site.origin}/says-more`)).rejects.toThrow(UpstreamError);
    expect((await fetchBytes(`${site.origin}/says-less`)).bytes.toString()).toBe("short");
  });

  test("broken compression is an error of the other side", async () => {
    await expect(fetcher().fetchBytes(`${site.origin}/broken-gzip`, { allowCompressed: true })).rejects.toThrow(
      UpstreamError,
    );
  });
});

describe("private addresses", () => {
  test("are refused as literals, without a connection", async () => {
    const error = await failure(fetcher().fetchBytes(`http://127.0.0.1/`));
    expect(error).toBeInstanceOf(ForbiddenError);
    expect(error.message).toBe(UNREACHABLE);
  });

  test.each([
    ["loopback", ["127.0.0.1"]],
    ["IPv6 loopback", ["::1"]],
    ["mapped", ["::ffff:127.0.0.1"]],
    ["cloud metadata", ["169.254.169.254"]],
    ["one public and one private", ["93.184.216.34", "10.0.0.7"]],
    ["nothing", []],
  ])("a name that resolves to %s is not reached", async (_name, addresses) => {
    const error = await failure(
      fetcher({ lookup: resolvesTo(...addresses) }).fetchBytes("http://photos.example.org/a.jpg"),
    );
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error.message).toBe(UNREACHABLE);
    expect(error.cause).toMatchObject({ code: "EBLOCKED" });
  });

  test("a refused name and an unknown name look the same from outside", async () => {
    const unknown: LookupFunction = (_host, _options, callback) =>
      callback(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }), "", 0);
    const [refused, missing] = await Promise.all([
      failure(fetcher({ lookup: resolvesTo("10.0.0.1") }).fetchBytes("http://a.example.org/")),
      failure(fetcher({ lookup: unknown }).fetchBytes("http://a.example.org/")),
    ]);
    expect([refused.message, refused.code, refused.name]).toEqual([missing.message, missing.code, missing.name]);
  });

  test("rebinding: a resolver that shows a public address and connects a private one is caught at the socket", async () => {
    let reads = 0;
    const liar = {
      family: 4,
      get address() {
        reads += 1;
        return reads === 1 ? "93.184.216.34" : "127.0.0.1";
      },
    };
    const lookup = ((_h: string, _o: object, callback: (e: null, a: object[]) => void) =>
      callback(null, [liar])) as LookupFunction;
    const connect = createGuardedConnector({ privateOrigins: new Set(), connectTimeoutMs: 1000, lookup });
    const url = new URL(`http://liar.example.org:${inner.port}`);
    const error = await new Promise<Error | null>((resolve) => {
      connect({ hostname: url.hostname, host: url.host, protocol: "http:", port: url.port }, (...result) =>
        resolve(result[0]),
      );
    });
    expect(reads).toBeGreaterThan(1);
    expect(error).toMatchObject({ code: "EBLOCKED" });
    expect(error?.message).toContain("led to 127.0.0.1");
  });

  test.each([
    ["another port of an allowed host", () => `${inner.origin}/`],
    ["a decimal literal", () => `http://2130706433:${inner.port}/`],
    ["a mapped literal", () => `http://[::ffff:127.0.0.1]:${inner.port}/`],
    ["cloud metadata", () => "http://169.254.169.254/latest/meta-data/"],
    ["a local name", () => `http://localhost:${inner.port}/`],
    ["a file", () => "file:///etc/passwd"],
  ])("a redirect from an allowed site to %s is not followed", async (_name, target) => {
    await expect(fetcher().fetchBytes(`${site.origin}/redirect?to=${encodeURIComponent(target())}`)).rejects.toThrow();
    expect(inner.requests).toHaveLength(0);
  });

  /** Every spelling of this machine, and the address of cloud metadata, as the last of three hops. */
  test.each([
    ...[
      "127.0.0.1",
      "127.1",
      "2130706433",
      "0x7f000001",
      "0177.0.0.1",
      "127.0.0.1.",

      "0.0.0.0",
      "localhost.",
    ],
    ...[
      "[::1]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[::7f00:1]",
      "[64:ff9b::7f00:1]",
      "[2002:7f00:1::]",
      "[fec0::1]",
    ],
    ...["169.254.169.254", "0xa9fea9fe", "[::ffff:a9fe:a9fe]", "[fd00:ec2::254]"],
  ])("a chain of redirects that ends at %s is not followed there", async (host) => {
    const last = `http://${host}:${inner.port}/`;
    const middle = `/redirect?to=${encodeURIComponent(last)}`;
    const first = `${site.origin}/redirect?to=${encodeURIComponent(middle)}`;
    await expect(fetcher().fetchBytes(first)).rejects.toThrow();
    expect(inner.requests).toHaveLength(0);
  });

  test.each([
    ...[
      "10.1.2.3",
      "172.16.9.9",
      "192.168.0.1",
      "100.64.1.1",
      "169.254.0.1",
      "0.0.0.0",
      "198.18.0.1",
      "240.0.0.1",
      "224.0.0.1",
    ],
    ...[
      "::",
      "::1",
      "::7f00:1",
      "::ffff:10.0.0.1",
      "fe80::1",
      "fc00::1",
      "fec0::1",
      "ff02::1",
      "64:ff9b::a00:1",
      "2002:a00:1::",
      "4000::1",
    ],
  ])("a name that resolves to %s is not reached, alone or behind a public one", async (address) => {
    for (const addresses of [[address], ["93.184.216.34", address]]) {
      const error = await failure(
        fetcher({ lookup: resolvesTo(...addresses) }).fetchBytes("http://photos.example.org/"),
      );
      expect(error.cause).toMatchObject({ code: "EBLOCKED" });
    }
  });

  test("asked raw, a redirect is an answer, and the next address is checked as any other", async () => {
    const { fetchBytes } = fetcher();
    const answer = await fetchBytes(`${site.origin}/redirect?to=http://127.1/`, { isRaw: true });
    expect(answer).toMatchObject({ status: 302, headers: { location: "http://127.1/" }, bytes: Buffer.alloc(0) });
    await expect(fetchBytes("http://127.1/", { isRaw: true })).rejects.toThrow(UNREACHABLE);
    expect((await fetchBytes(`${site.origin}/slow-down`, { isRaw: true })).status).toBe(429);
  });

  test("a redirect from a public name to a private name is not followed", async () => {
    const { fetchBytes } = fetcher({ lookup: resolvesTo("127.0.0.1") });
    const error = await failure(
      fetchBytes(`${site.origin}/redirect?to=${encodeURIComponent("http://inner.example.org/")}`),
    );
    expect(error.cause).toMatchObject({ code: "EBLOCKED" });
  });

  test("a caller's own headers stay with the first origin", async () => {
    const other = await startLoopbackServer((_request, response) => response.end("other"));
    const { fetchBytes } = fetcher({ privateOrigins: [site.origin, other.origin] });
    await fetchBytes(`${site.origin}/redirect?to=${encodeURIComponent(other.origin)}`, {
      headers: { authorization: "Bearer x" },
    });
    expect(site.requests.at(-1)?.headers.authorization).toBe("Bearer x");
    expect(other.requests.at(-1)?.headers.authorization).toBeUndefined();
    await other.close();
  });

  test("a proxy in the environment is not used", async () => {
    const before = process.env.http_proxy;
    process.env.http_proxy = inner.origin;
    try {
      expect((await fetcher().fetchBytes(`${site.origin}/photo`)).status).toBe(200);
    } finally {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
    }
    expect(inner.requests).toHaveLength(0);
  });
});
