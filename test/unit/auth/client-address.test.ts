import { expect, test } from "vitest";
import { clientAddress } from "@/lib/auth/client-address";

const CLIENT = "203.0.113.7";
const PROXY = "10.0.0.1";

test.each<{ name: string; forwarded: string | null; peer: string | null; proxies: number; expected: string }>([
  { name: "no proxy: the connection", forwarded: CLIENT, peer: CLIENT, proxies: 0, expected: CLIENT },
  { name: "no proxy: what a client claims", forwarded: "1.1.1.1", peer: CLIENT, proxies: 0, expected: CLIENT },
  { name: "one proxy: what it saw", forwarded: CLIENT, peer: PROXY, proxies: 1, expected: CLIENT },
  { name: "one proxy: a claim before it", forwarded: `1.1.1.1, ${CLIENT}`, peer: PROXY, proxies: 1, expected: CLIENT },
  { name: "two proxies", forwarded: `1.1.1.1, ${CLIENT}, 10.0.0.2`, peer: PROXY, proxies: 2, expected: CLIENT },
  { name: "fewer hops than proxies: the peer", forwarded: CLIENT, peer: PROXY, proxies: 3, expected: PROXY },
  { name: "a proxy that adds nothing: itself", forwarded: null, peer: PROXY, proxies: 1, expected: PROXY },
  {
    name: "a platform that hides the socket",
    forwarded: `1.1.1.1, ${CLIENT}`,
    peer: null,
    proxies: 0,
    expected: CLIENT,
  },
  { name: "nothing known", forwarded: null, peer: null, proxies: 0, expected: "unknown" },
  { name: "no address at all", forwarded: "evil'; drop", peer: null, proxies: 1, expected: "unknown" },
  { name: "IPv4 in IPv6", forwarded: null, peer: `::ffff:${CLIENT}`, proxies: 0, expected: CLIENT },
  { name: "IPv6 by network", forwarded: null, peer: "2001:db8:1:2:3:4:5:6", proxies: 0, expected: "2001:db8:1:2::/64" },
])("$name", ({ forwarded, peer, proxies, expected }) => {
  const headers = new Headers(forwarded === null ? {} : { "x-forwarded-for": forwarded });
  expect(clientAddress(headers, peer, proxies)).toBe(expected);
});
