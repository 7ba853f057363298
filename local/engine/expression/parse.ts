import { type Token, tokenize } from "./tokenize.ts";
import { ExpressionError, type Node } from "./types.ts";

const MACROS = new Set(["all", "exists", "exists_one", "map", "filter"]);
const MAX_DEPTH = 200;
/** Loosest binding first; operators of one level associate to the left. */
const LEVELS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">=", "in"],
  ["+", "-"],
  ["*", "/", "%"],
];

/**
 * Text of one expression → its syntax tree.
 * @throws {ExpressionError} the text is not an expression; the message names the place.
 */
export function parse(text: string): Node {
  const tokens = tokenize(text);
  let position = 0;
  let depth = 0;

  const peek = (): Token => tokens[position] ?? { kind: "end", text: "", at: text.length };
  const is = (symbol: string): boolean => peek().kind !== "string" && peek().text === symbol && peek().kind !== "end";
  const take = (): Token => {
    const token = peek();
    position += 1;
    return token;
  };
  const accept = (symbol: string): boolean => is(symbol) && Boolean(take());
  const expect = (symbol: string): void => {
    if (!accept(symbol)) throw unexpected(peek(), `"${symbol}"`);
  };

  function expression(): Node {
    depth += 1;
    if (depth > MAX_DEPTH) throw new ExpressionError(`nested deeper than ${MAX_DEPTH} levels`);
    const condition = binary(0);
    const node = accept("?") ? ternary(condition) : condition;
    depth -= 1;
    return node;
  }

  function ternary(condition: Node): Node {
    const yes = expression();
    expect(":");
    return { type: "conditional", condition, yes, no: expression() };
  }

  function binary(level: number): Node {
    const operators = LEVELS[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    while (operators.some(is)) {
      const operator = take().text;
      left = { type: "binary", operator, left, right: binary(level + 1) };
    }
    return left;
  }

  function unary(): Node {
    const operators: string[] = [];
    while (is("!") || is("-")) operators.push(take().text);
    return operators.reduceRight<Node>(
      (operand, operator) => ({ type: "unary", operator, operand }),
      postfix(primary()),
    );
  }

  function postfix(start: Node): Node {
    let node = start;
    for (;;) {
      if (accept(".")) node = selection(node);
      else if (accept("[")) {
        node = { type: "index", target: node, index: expression() };
        expect("]");
      } else return node;
    }
  }

  function selection(target: Node): Node {
    const name = take();
    if (name.kind !== "name") throw unexpected(name, "a field name");
    if (!accept("(")) return { type: "member", target, name: name.text };
    const args = list(")");
    if (!MACROS.has(name.text)) return { type: "method", target, name: name.text, args };
    const [variable, body] = args;
    if (variable?.type !== "name" || !body || args.length !== 2) {
      throw new ExpressionError(`${name.text}() takes a variable name and an expression`);
    }
    return { type: "macro", macro: name.text, target, variable: variable.name, body };
  }

  function primary(): Node {
    const token = take();
    if (token.kind === "number")
      return {
        type: "literal",
        value: Number(token.text),
        isDouble: /[.e]/i.test(token.text) && !/^0x/i.test(token.text),
      };
    if (token.kind === "string") return { type: "literal", value: token.text };
    if (token.kind === "name") return named(token.text);
    if (token.text === "(") {
      const inner = expression();
      expect(")");
      return inner;
    }
    if (token.text === "[") return { type: "list", items: list("]") };
    if (token.text === "{") return { type: "map", entries: entries() };
    throw unexpected(token, "a value");
  }

  function named(name: string): Node {
    if (name === "true" || name === "false") return { type: "literal", value: name === "true" };
    if (name === "null") return { type: "literal", value: null };
    if (!accept("(")) return { type: "name", name };
    const args = list(")");
    const [field] = args;
    if (name !== "has") return { type: "call", name, args };
    if (field?.type !== "member" || args.length !== 1)
      throw new ExpressionError("has() takes one field, as has(event.data.id)");
    return { type: "has", target: field.target, name: field.name };
  }

  function list(end: string): Node[] {
    const items: Node[] = [];
    while (!accept(end)) {
      items.push(expression());
      if (!is(end)) expect(",");
    }
    return items;
  }

  function entries(): [Node, Node][] {
    const found: [Node, Node][] = [];
    while (!accept("}")) {
      const key = expression();
      expect(":");
      found.push([key, expression()]);
      if (!is("}")) expect(",");
    }
    return found;
  }

  const tree = expression();
  if (peek().kind !== "end") throw unexpected(peek(), "the end");
  return tree;
}

function unexpected(token: Token, wanted: string): ExpressionError {
  const found = token.kind === "end" ? "the end" : `"${token.text}"`;
  return new ExpressionError(`expected ${wanted}, found ${found} at position ${token.at}`);
}
