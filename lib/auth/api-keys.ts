import { createHash, randomInt } from "node:crypto";

export const API_KEY_PREFIX = "mdm_";
/** Characters of a key that are kept in clear, so that people can tell keys apart. */
export const KEY_PREFIX_LENGTH = 12;

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A new key: `mdm_` and 40 random characters. */
export const newApiKey = (): string =>
  API_KEY_PREFIX + Array.from({ length: 40 }, () => BASE62[randomInt(BASE62.length)]).join("");

/** What is stored of a key: SHA-256 in hex. Keys are 40 random characters, so no salt or slow hash is needed. */
export const hashApiKey = (key: string): string => createHash("sha256").update(key).digest("hex");
