import { evaluate, type Scope } from "./evaluate.ts";
import { isKnownFunction } from "./functions.ts";
import { isTruthy, select, toText } from "./operators.ts";
import { parse } from "./parse.ts";
import { children, ExpressionError, MISSING, type Node, type Value } from "./types.ts";

const VARIABLES = new Set(["event", "async", "vars"]);
const MAX_LENGTH = 10_000;
const CACHE_SIZE = 5_000;
const cache = new Map<string, Expression>();

/** One field of the incoming event that must equal a value known when waiting starts. */
export type MatchKey = { path: string; value: string };

export type Expression = {
  text: string;
  tree: Node;
  /** @throws {ExpressionError} see `evaluate`. */
  evaluate: (scope: Scope) => Value;
};

/**
 * Compiles one expression of Inngest's loosened CEL over `event`, `async` and `vars`. Compiled texts are cached.
 * @throws {ExpressionError} the text does not parse, or names an unknown variable or function.
 */
export function compile(text: string): Expression {
  const cached = cache.get(text);
  if (cached) return cached;
  if (text.length > MAX_LENGTH) throw new ExpressionError(`longer than ${MAX_LENGTH} characters`);
  const tree = parse(text);
  checkNames(tree, VARIABLES);
  const compiled: Expression = { text, tree, evaluate: (scope) => evaluate(tree, scope) };
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(text, compiled);
  return compiled;
}

/** Whether the expression is true here; an evaluation error is no match. */
export function matches(expression: Expression, scope: Scope): boolean {
  try {
    return isTruthy(expression.evaluate(scope));
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

/**
 * The text a key expression groups by, or null where it is `false` or cannot be evaluated: then there is no key, and
 * the caller does not group at all.
 */
export function keyOf(expression: Expression, scope: Scope): string | null {
  try {
    const value = expression.evaluate(scope);
    return value === false ? null : toText(value);
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

/** True for expressions made of logic, comparison and conversion only: what `cancelOn` allows. */
export function isPlainComparison(node: Node): boolean {
  if (node.type === "macro" || node.type === "has") return false;
  if (node.type === "binary" && ["+", "-", "*", "/", "%"].includes(node.operator)) return false;
  return children(node).every(isPlainComparison);
}

/**
 * Finds `async.path == <something of event>` among the conditions that must all hold, and computes its right side, so
 * that waiting runs can be found by an index instead of evaluating every one of them.
 */
export function matchKey(expression: Expression, scope: Scope): MatchKey | null {
  for (const { path, other } of asyncEqualities(expression.tree)) {
    try {
      const value = indexable(evaluate(other, scope));
      if (value !== null) return { path, value };
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
    }
  }
  return null;
}

/** The index value of a dotted path in an incoming event; null where it cannot equal any indexed value. */
export function valueAt(path: string, event: Value): string | null {
  return indexable(path.split(".").reduce<Value>((value, name) => select(value, name), event));
}

function indexable(value: Value): string | null {
  if (value === MISSING) return "null";
  return typeof value === "object" && value !== null ? null : JSON.stringify(value);
}

function asyncEqualities(node: Node): { path: string; other: Node }[] {
  if (node.type !== "binary") return [];
  if (node.operator === "&&") return [...asyncEqualities(node.left), ...asyncEqualities(node.right)];
  if (node.operator !== "==") return [];
  const sides: [Node, Node][] = [
    [node.left, node.right],
    [node.right, node.left],
  ];
  return sides.flatMap(([side, other]) => {
    const path = asyncPath(side);
    return path && !usesAsync(other) ? [{ path, other }] : [];
  });
}

function asyncPath(node: Node): string | null {
  if (node.type !== "member") return null;
  if (node.target.type === "name") return node.target.name === "async" ? node.name : null;
  const parent = asyncPath(node.target);
  return parent ? `${parent}.${node.name}` : null;
}

const usesAsync = (node: Node): boolean =>
  (node.type === "name" && node.name === "async") || children(node).some(usesAsync);

function checkNames(node: Node, known: ReadonlySet<string>): void {
  if (node.type === "name" && !known.has(node.name)) throw new ExpressionError(`unknown variable "${node.name}"`);
  if ((node.type === "call" || node.type === "method") && !isKnownFunction(node.name)) {
    throw new ExpressionError(`unknown function ${node.name}()`);
  }
  if (node.type === "macro") {
    checkNames(node.target, known);
    checkNames(node.body, new Set([...known, node.variable]));
    return;
  }
  for (const child of children(node)) checkNames(child, known);
}
