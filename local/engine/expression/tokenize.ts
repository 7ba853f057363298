import { ExpressionError } from "./types.ts";

export type Token = { kind: "number" | "string" | "name" | "symbol" | "end"; text: string; at: number };

const SPACE = /\s+|\/\/[^\n]*/y;
const NUMBER = /0x[0-9a-f]+u?|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?u?/iy;
const NAME = /[a-z_][a-z0-9_]*/iy;
const STRING = /[rR]?("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/y;
const RAW_STRING = /[rR]("""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*')/y;
const SYMBOL = /&&|\|\||[=!<>]=|[-+*/%<>!?:.,()[\]{}]/y;
const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", a: "\x07" };

/** @throws {ExpressionError} a character that starts no token, or a string without its end. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const push = (kind: Token["kind"], raw: string, value = raw): void => {
    tokens.push({ kind, text: value, at });
    at += raw.length;
  };
  while (at < text.length) {
    const space = match(SPACE);
    if (space) {
      at += space.length;
      continue;
    }
    const raw = match(RAW_STRING) ?? match(STRING);
    const number = raw === null ? match(NUMBER) : null;
    const name = raw === null ? match(NAME) : null;
    const symbol = match(SYMBOL);
    if (raw) push("string", raw, unquote(raw));
    else if (number) push("number", number, number.replace(/u$/i, ""));
    else if (name) push(name === "in" ? "symbol" : "name", name);
    else if (symbol) push("symbol", symbol);
    else throw new ExpressionError(`unexpected character "${text[at]}" at position ${at}`);
  }
  return tokens;
}

function unquote(raw: string): string {
  const isRaw = /^r/i.test(raw);
  const quoted = isRaw ? raw.slice(1) : raw;
  const width = /^("""|''')/.test(quoted) ? 3 : 1;
  const inner = quoted.slice(width, -width);
  if (isRaw) return inner;
  return inner.replace(/\\(u[0-9a-f]{4}|x[0-9a-f]{2}|.)/gi, (_, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? code;
  });
}
