import { isIP } from "node:net";
import { ForbiddenError, InvalidInputError } from "@/lib/errors";
import { isPublicAddress } from "./safe-fetch-address";

const URL_LENGTH_MAX = 2048;
const PUBLIC_PORTS = new Set(["", "80", "443"]);
const LOCAL_SUFFIXES = [".localhost", ".local", ".internal", ".intranet", ".lan", ".home.arpa"];

/** One text for "refused" and for "nothing there", so that nobody can map a private network by what we answer. */
export const UNREACHABLE =
  "This address could not be fetched: nothing answers there, or it is not an address on the public internet. Check the link and try again.";

/** The address itself names a private host. Why is in `cause`, for logs only. */
export class BlockedUrlError extends ForbiddenError {
  override readonly name = "BlockedUrlError";

  constructor(detail: string) {
    super(UNREACHABLE);
    this.cause = new Error(detail);
  }
}

/**
 * Parses an address someone gave us (or a redirect) and refuses what its text alone shows to be unsafe.
 * Names are checked again when they are resolved (`safe-fetch-address.ts`).
 * @param privateOrigins exact origins (`http://127.0.0.1:8791`) for which the host and port rules do not hold.
 * @returns the canonical address without its fragment.
 * @throws {InvalidInputError} not an address we fetch: malformed, too long, other scheme, other port, with a password.
 * @throws {BlockedUrlError} the host is a private or local one.
 */
export function checkUrl(input: string, privateOrigins: ReadonlySet<string>): URL {
  if (input.length > URL_LENGTH_MAX)
    throw new InvalidInputError(`The address is longer than ${URL_LENGTH_MAX} characters.`);
  if (!URL.canParse(input))
    throw new InvalidInputError("This is not a full web address. It has to start with https:// or http://.");
  const url = new URL(input);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new InvalidInputError(`Only https and http addresses can be fetched, not ${url.protocol.slice(0, 20)}`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new InvalidInputError(
      "The address carries a user name or password. Remove it: such addresses are not fetched.",
    );
  }
  url.hash = "";
  if (privateOrigins.has(url.origin)) return url;
  if (!PUBLIC_PORTS.has(url.port)) throw new InvalidInputError("Only the ports 80 and 443 can be fetched.");
  const refusal = refusalOfHost(url.hostname);
  if (refusal) throw new BlockedUrlError(refusal);
  return url;
}

/**
 * The next hop of a redirect.
 * @throws {InvalidInputError} `location` is not an address, or it leads from https down to http.
 */
export function resolveRedirect(from: URL, location: string, privateOrigins: ReadonlySet<string>): URL {
  if (!URL.canParse(location, from))
    throw new InvalidInputError("The site redirects to something that is not an address.");
  const next = checkUrl(new URL(location, from).href, privateOrigins);
  if (from.protocol === "https:" && next.protocol === "http:") {
    throw new InvalidInputError("The site redirects from https to unencrypted http, which is not followed.");
  }
  return next;
}

/** `http://host:port` of each entry. @throws {InvalidInputError} an entry is more or less than an origin. */
export function parseOrigins(origins: readonly string[]): Set<string> {
  return new Set(
    origins.map((entry) => {
      const origin = URL.canParse(entry) ? new URL(entry).origin : "";
      if (!/^https?:\/\/[^*]+$/.test(origin) || (entry !== origin && entry !== `${origin}/`)) {
        throw new InvalidInputError(
          `"${entry}" is not an origin. Write scheme, host and port only, such as http://127.0.0.1:8791.`,
        );
      }
      return origin;
    }),
  );
}

function refusalOfHost(hostname: string): string | null {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (isIP(host)) return isPublicAddress(host) ? null : `${host} is not a public address`;
  const name = host.replace(/\.$/, "");
  if (!name.includes(".")) return `${name} is a local name`;
  return LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix)) ? `${name} is a name of a local network` : null;
}
