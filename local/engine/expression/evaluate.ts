import { call } from "./functions.ts";
import { add, arithmetic, compare, equals, isAbsent, isDuration, isIn, isTruthy, select } from "./operators.ts";
import { children, Duration, ExpressionError, MISSING, type Node, type Value } from "./types.ts";

export type Scope = Record<string, Value>;

/**
 * The value of a tree in a scope.
 * @throws {ExpressionError} where even the loosened rules give no value (ordering a number and a text, dividing by zero).
 */
export function evaluate(node: Node, scope: Scope): Value {
  switch (node.type) {
    case "literal":
      return node.value;
    case "name":
      return scope[node.name] ?? MISSING;
    case "member":
      return select(evaluate(node.target, scope), node.name);
    case "index":
      return select(evaluate(node.target, scope), evaluate(node.index, scope));
    case "has":
      return select(evaluate(node.target, scope), node.name) !== MISSING;
    case "call":
      return call(
        node.name,
        node.args.map((arg) => evaluate(arg, scope)),
      );
    case "method":
      return call(
        node.name,
        [node.target, ...node.args].map((arg) => evaluate(arg, scope)),
      );
    case "macro":
      return macro(node, scope);
    case "unary":
      return unary(node.operator, evaluate(node.operand, scope));
    case "binary":
      return binary(node, scope);
    case "conditional":
      return evaluate(isTruthy(evaluate(node.condition, scope)) ? node.yes : node.no, scope);
    case "list":
      return node.items.map((item) => evaluate(item, scope));
    case "map":
      return Object.fromEntries(
        node.entries.map(([key, value]) => [String(evaluate(key, scope)), evaluate(value, scope)]),
      );
  }
}

function unary(operator: string, value: Value): Value {
  if (operator === "!") return !isTruthy(value);
  if (typeof value === "number") return -value;
  if (isDuration(value)) return new Duration(-value.durationMs);
  if (isAbsent(value)) return false;
  throw new ExpressionError("only numbers can be negated");
}

function binary(node: Extract<Node, { type: "binary" }>, scope: Scope): Value {
  const { operator } = node;
  if (operator === "||" || operator === "&&") return logical(node, scope);
  const left = evaluate(node.left, scope);
  const right = evaluate(node.right, scope);
  switch (operator) {
    case "==":
      return equals(left, right);
    case "!=":
      return !equals(left, right);
    case "<":
      return compare(left, right) < 0;
    case "<=":
      return compare(left, right) <= 0;
    case ">":
      return compare(left, right) > 0;
    case ">=":
      return compare(left, right) >= 0;
    case "in":
      return isIn(left, right);
    case "+":
      return add(left, right);
    default:
      return arithmetic(operator, left, right, isDouble(node));
  }
}

/** Returns the deciding operand, as JavaScript does; an error on one side gives way to a decision on the other, as in CEL. */
function logical(node: Extract<Node, { type: "binary" }>, scope: Scope): Value {
  const decides = (value: Value): boolean => isTruthy(value) === (node.operator === "||");
  let left: Value;
  try {
    left = evaluate(node.left, scope);
  } catch (error) {
    const right = evaluate(node.right, scope);
    if (decides(right)) return right;
    throw error;
  }
  return decides(left) ? left : evaluate(node.right, scope);
}

function macro(node: Extract<Node, { type: "macro" }>, scope: Scope): Value {
  const target = evaluate(node.target, scope);
  if (isAbsent(target)) return node.macro === "map" || node.macro === "filter" ? [] : false;
  const isMap = typeof target === "object" && !Array.isArray(target) && !(target instanceof Date);
  const items = isMap ? Object.keys(target) : target;
  if (!Array.isArray(items)) throw new ExpressionError(`${node.macro}() needs a list or a map`);
  const run = (item: Value): Value => evaluate(node.body, { ...scope, [node.variable]: item });
  if (node.macro === "map") return items.map(run);
  const kept = items.filter((item) => isTruthy(run(item)));
  if (node.macro === "filter") return kept;
  if (node.macro === "all") return kept.length === items.length;
  return node.macro === "exists_one" ? kept.length === 1 : kept.length > 0;
}

/** Whether a node is written as a double: JSON numbers do not tell 2 from 2.0, the text of an expression does. */
function isDouble(node: Node): boolean {
  if (node.type === "literal") return node.isDouble === true;
  if (node.type === "call" && node.name === "double") return true;
  return (node.type === "binary" || node.type === "unary") && children(node).some(isDouble);
}
