import ipaddr from "ipaddr.js";

/** The bucket of callers whose address nothing tells: they share one. */
export const UNKNOWN_ADDRESS = "unknown";

/**
 * Where a request comes from, as a name for limits and the audit log: an IPv4 address, or the /64 network of an IPv6 one,
 * since a whole one belongs to each customer. Behind `trustedProxies` proxies it is what the outermost of them saw; anything
 * a client wrote into `X-Forwarded-For` stands further left and is not believed.
 * @param peer address of the connection; null where the platform hides it, whose own proxy then wrote the last entry.
 */
export function clientAddress(headers: Headers, peer: string | null, trustedProxies: number): string {
  if (peer !== null && trustedProxies === 0) return toBucket(peer);
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return toBucket(hops.at(-Math.max(1, trustedProxies)) || peer || hops[0]);
}

function toBucket(text: string | undefined): string {
  if (text === undefined || !ipaddr.isValid(text)) return UNKNOWN_ADDRESS;
  const address = ipaddr.process(text); // ::ffff:192.0.2.1 is 192.0.2.1
  if (address.kind() === "ipv4") return address.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/64`).toString()}/64`;
}
