import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";

/** All of IPv6 that is given out for the public internet; `ipaddr.js` 2.5.0 calls more of it unicast (`::/96`, `fec0::/10`). */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/** True only for an IP address of the public internet; every other range, and what is not an address, is false. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address); // turns ::ffff:127.0.0.1 into 127.0.0.1
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(PUBLIC_IPV6)) return false;
  return parsed.range() === "unicast";
}

/** The connection would have reached a private address. */
export class BlockedAddressError extends Error {
  readonly code = "EBLOCKED";

  constructor(detail: string) {
    super(detail);
    this.name = "BlockedAddressError";
  }
}

/**
 * Opens sockets to public addresses only, except for the exact origins in `privateOrigins`.
 *
 * Three checks, because each alone has a hole: the literal (Node skips `lookup` for it), every address a name resolves to
 * (one bad answer refuses all), and the address of the connected socket (which no resolver can lie about).
 */
export function createGuardedConnector(options: {
  privateOrigins: ReadonlySet<string>;
  connectTimeoutMs: number;
  lookup?: LookupFunction;
}): buildConnector.connector {
  const lookup = options.lookup ?? (dnsLookup as LookupFunction); // same function, overloads aside
  const common = { timeout: options.connectTimeoutMs, allowH2: false };
  const connectAnywhere = buildConnector({ ...common, lookup } as buildConnector.BuildOptions);
  const connectPublic = buildConnector({ ...common, lookup: publicOnly(lookup) } as buildConnector.BuildOptions);

  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, "");
    const origin = new URL(`${target.protocol}//${target.hostname}:${target.port}`).origin;
    if (options.privateOrigins.has(origin)) return connectAnywhere(target, callback);
    if (isIP(host) && !isPublicAddress(host)) return callback(new BlockedAddressError(`${host} is not public`), null);
    connectPublic(target, (...result) => {
      const [error, socket] = result;
      if (error) return callback(error, null);
      if (isPublicAddress(socket.remoteAddress ?? "")) return callback(null, socket);
      socket.destroy();
      callback(new BlockedAddressError(`${host} led to ${socket.remoteAddress}, which is not public`), null);
    });
  };
}

/** Wraps a resolver: a name of which any address is private does not resolve. */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, answer) => {
      if (error) return callback(error, "", 0);
      const addresses = answer as unknown as LookupAddress[]; // `all: true` makes it an array; Node's type knows one form
      const first = addresses[0];
      const bad = addresses.find((entry) => !isPublicAddress(entry.address));
      if (!first || bad) {
        return callback(new BlockedAddressError(`${hostname} resolves to ${bad?.address ?? "nothing"}`), "", 0);
      }
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
}
