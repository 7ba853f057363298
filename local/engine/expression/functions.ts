import { parseDurationMs } from "../durations.ts";
import { isAbsent, isDuration, toText, typeName } from "./operators.ts";
import { Duration, ExpressionError, type Value } from "./types.ts";

type Callable = (args: Value[]) => Value;

/**
 * The function library. `x.f(y)` is `f(x, y)`, so each works in both forms. With an absent argument every call is
 * false, except `size` (0): a missing field never makes an expression fail.
 */
export function call(name: string, args: Value[]): Value {
  const callable = LIBRARY[name];
  if (!callable) throw new ExpressionError(`unknown function ${name}()`);
  if (args.some(isAbsent)) return name === "size" ? 0 : false;
  return callable(args);
}

export const isKnownFunction = (name: string): boolean => Object.hasOwn(LIBRARY, name);

const text = (value: Value | undefined): string => {
  if (typeof value === "string") return value;
  throw new ExpressionError(`expected text, got ${value === undefined ? "nothing" : typeName(value)}`);
};
const onText =
  (compute: (value: string, argument: string) => Value): Callable =>
  ([value, argument]) =>
    compute(text(value), argument === undefined ? "" : text(argument));
const onDate =
  (compute: (date: Date) => number): Callable =>
  ([value]) => {
    if (value instanceof Date) return compute(value);
    throw new ExpressionError(`expected a timestamp, got ${value === undefined ? "nothing" : typeName(value)}`);
  };

const LIBRARY: Record<string, Callable> = {
  size: ([value]) => size(value ?? null),
  contains: onText((value, part) => value.includes(part)),
  startsWith: onText((value, part) => value.startsWith(part)),
  endsWith: onText((value, part) => value.endsWith(part)),
  matches: onText((value, pattern) => toRegExp(pattern).test(value)),
  lowercase: onText((value) => value.toLowerCase()),
  uppercase: onText((value) => value.toUpperCase()),
  lowerAscii: onText((value) => value.toLowerCase()),
  upperAscii: onText((value) => value.toUpperCase()),
  trim: onText((value) => value.trim()),
  split: onText((value, separator) => value.split(separator)),
  b64decode: onText((value) => Buffer.from(value, "base64").toString("utf8")),
  json_parse: onText(parseJson),
  int: ([value]) => Math.trunc(toNumber(value ?? null)),
  uint: ([value]) => Math.trunc(toNumber(value ?? null)),
  double: ([value]) => toNumber(value ?? null),
  string: ([value]) => toText(value ?? null),
  bool: ([value]) => toBoolean(value ?? null),
  type: ([value]) => typeName(value ?? null),
  date: ([value]) => toDate(value ?? null),
  timestamp: ([value]) => toDate(value ?? null),
  duration: onText((value) => new Duration(toDurationMs(value))),
  now: () => new Date(),
  now_plus: onText((value) => new Date(Date.now() + toDurationMs(value))),
  now_minus: onText((value) => new Date(Date.now() - toDurationMs(value))),
  getFullYear: onDate((date) => date.getUTCFullYear()),
  getMonth: onDate((date) => date.getUTCMonth()),
  getDate: onDate((date) => date.getUTCDate()),
  getDayOfMonth: onDate((date) => date.getUTCDate() - 1),
  getDayOfWeek: onDate((date) => date.getUTCDay()),
  getHours: onDate((date) => date.getUTCHours()),
  getMinutes: onDate((date) => date.getUTCMinutes()),
  getSeconds: onDate((date) => date.getUTCSeconds()),
  getMilliseconds: onDate((date) => date.getUTCMilliseconds()),
};

function size(value: Value): number {
  if (typeof value === "string") return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (typeof value === "object" && value !== null && !(value instanceof Date) && !isDuration(value)) {
    return Object.keys(value).length;
  }
  throw new ExpressionError(`a ${typeName(value)} has no size`);
}

function toRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    throw new ExpressionError(`"${pattern}" is not a regular expression`);
  }
}

function parseJson(source: string): Value {
  try {
    return JSON.parse(source) as Value; // JSON text holds nothing but JSON values
  } catch {
    throw new ExpressionError("json_parse() was given text that is not JSON");
  }
}

function toNumber(value: Value): number {
  if (value instanceof Date) return Math.trunc(value.getTime() / 1000);
  const number = typeof value === "boolean" || typeof value === "object" ? Number.NaN : Number(value);
  if (Number.isNaN(number) || value === "") throw new ExpressionError(`cannot read a ${typeName(value)} as a number`);
  return number;
}

function toBoolean(value: Value): boolean {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  throw new ExpressionError(`cannot read a ${typeName(value)} as a boolean`);
}

/** Numbers are seconds below 10^11 and milliseconds above, as event data holds both. */
function toDate(value: Value): Date {
  if (value instanceof Date) return value;
  const number = typeof value === "number" ? value : Number.NaN;
  const date = typeof value === "string" ? new Date(value) : new Date(number < 1e11 ? number * 1000 : number);
  if (Number.isNaN(date.getTime())) throw new ExpressionError(`cannot read "${toText(value)}" as a time`);
  return date;
}

function toDurationMs(value: string): number {
  const durationMs = parseDurationMs(value);
  if (durationMs === null) throw new ExpressionError(`cannot read "${value}" as a duration`);
  return durationMs;
}
