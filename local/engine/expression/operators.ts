import { Duration, ExpressionError, MISSING, type Value } from "./types.ts";

export const isAbsent = (value: Value): value is null | typeof MISSING => value === null || value === MISSING;
export const isDuration = (value: Value): value is Duration => value instanceof Duration;
const isRecord = (value: Value): value is { [key: string]: Value } =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !isDuration(value);

/** JavaScript's truthiness; an absent value is false. */
export const isTruthy = (value: Value): boolean => value !== MISSING && Boolean(value);

export function typeName(value: Value): string {
  if (isAbsent(value)) return "null";
  if (Array.isArray(value)) return "list";
  if (value instanceof Date) return "timestamp";
  if (isDuration(value)) return "duration";
  return typeof value === "object" ? "map" : typeof value;
}

/** Deep equality; values of different types are unequal, absent equals null. */
export function equals(left: Value, right: Value): boolean {
  if (isAbsent(left) || isAbsent(right)) return isAbsent(left) && isAbsent(right);
  if (left instanceof Date || right instanceof Date) {
    return left instanceof Date && right instanceof Date && left.getTime() === right.getTime();
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => equals(item, right[index] ?? null));
  }
  if (isRecord(left) && isRecord(right)) {
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) return false;
    return keys.every((key) => Object.hasOwn(right, key) && equals(left[key] ?? null, right[key] ?? null));
  }
  return left === right;
}

/** Negative, zero or positive. Absent values sort before all others. @throws {ExpressionError} for types without an order. */
export function compare(left: Value, right: Value): number {
  if (isAbsent(left) || isAbsent(right)) return Number(!isAbsent(left)) - Number(!isAbsent(right));
  const a = orderable(left);
  const b = orderable(right);
  if (typeName(left) !== typeName(right) || a === null || b === null) {
    throw new ExpressionError(`cannot order a ${typeName(left)} and a ${typeName(right)}`);
  }
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function orderable(value: Value): number | string | null {
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  if (value instanceof Date) return value.getTime();
  return isDuration(value) ? value.durationMs : null;
}

/** Sum of equal types; different types are joined as text, which is what composite keys rely on. */
export function add(left: Value, right: Value): Value {
  if (typeof left === "number" && typeof right === "number") return left + right;
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (left instanceof Date && isDuration(right)) return new Date(left.getTime() + right.durationMs);
  if (isDuration(left) && right instanceof Date) return new Date(right.getTime() + left.durationMs);
  if (isDuration(left) && isDuration(right)) return new Duration(left.durationMs + right.durationMs);
  return toText(left) + toText(right);
}

/** `- * / %`. Two whole numbers divide to a whole number unless one is written as a double. */
export function arithmetic(operator: string, left: Value, right: Value, isDouble: boolean): Value {
  if (isAbsent(left) || isAbsent(right)) return false;
  if (operator === "-" && left instanceof Date) return subtractFromDate(left, right);
  if (operator === "-" && isDuration(left) && isDuration(right))
    return new Duration(left.durationMs - right.durationMs);
  if (typeof left !== "number" || typeof right !== "number") {
    throw new ExpressionError(`cannot compute ${typeName(left)} ${operator} ${typeName(right)}`);
  }
  if (operator === "-") return left - right;
  if (operator === "*") return left * right;
  const isWhole = !isDouble && Number.isInteger(left) && Number.isInteger(right);
  if (right === 0 && (isWhole || operator === "%")) throw new ExpressionError("division by zero");
  if (operator === "%") return left % right;
  return isWhole ? Math.trunc(left / right) : left / right;
}

function subtractFromDate(left: Date, right: Value): Value {
  if (right instanceof Date) return new Duration(left.getTime() - right.getTime());
  if (isDuration(right)) return new Date(left.getTime() - right.durationMs);
  throw new ExpressionError(`cannot compute timestamp - ${typeName(right)}`);
}

/** Membership in a list, or of a key in a map; nothing is in an absent value. */
export function isIn(item: Value, container: Value): boolean {
  if (isAbsent(container)) return false;
  if (Array.isArray(container)) return container.some((candidate) => equals(candidate, item));
  if (isRecord(container)) return typeof item === "string" && Object.hasOwn(container, item);
  throw new ExpressionError(`"in" needs a list or a map, not a ${typeName(container)}`);
}

/** One field or element; MISSING where there is none. */
export function select(target: Value, key: Value): Value {
  if (Array.isArray(target)) return typeof key === "number" ? (target[key] ?? MISSING) : MISSING;
  if (!isRecord(target) || (typeof key !== "string" && typeof key !== "number")) return MISSING;
  return Object.hasOwn(target, String(key)) ? (target[String(key)] ?? null) : MISSING;
}

/** Text of a value as it appears in keys: absent is empty, lists and maps are JSON. */
export function toText(value: Value): string {
  if (isAbsent(value)) return "";
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString();
  if (isDuration(value)) return `${value.durationMs / 1000}s`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
