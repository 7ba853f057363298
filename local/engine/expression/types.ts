/** An expression that cannot be read, or one that reads well but cannot be evaluated on these values. */
export class ExpressionError extends Error {
  override name = "ExpressionError";
}

/** A field that is not there. It behaves as null, sorts before everything, and never makes an expression fail. */
export const MISSING = Symbol("missing");

export class Duration {
  durationMs: number;
  constructor(durationMs: number) {
    this.durationMs = durationMs;
  }
}

/** What an expression computes with: JSON, plus timestamps (`Date`) and durations. */
export type Value =
  | typeof MISSING
  | null
  | boolean
  | number
  | string
  | Date
  | Duration
  | Value[]
  | { [key: string]: Value };

export type Node =
  | { type: "literal"; value: null | boolean | number | string; isDouble?: boolean }
  | { type: "name"; name: string }
  | { type: "member"; target: Node; name: string }
  | { type: "index"; target: Node; index: Node }
  | { type: "has"; target: Node; name: string }
  | { type: "call"; name: string; args: Node[] }
  | { type: "method"; target: Node; name: string; args: Node[] }
  | { type: "macro"; macro: string; target: Node; variable: string; body: Node }
  | { type: "unary"; operator: string; operand: Node }
  | { type: "binary"; operator: string; left: Node; right: Node }
  | { type: "conditional"; condition: Node; yes: Node; no: Node }
  | { type: "list"; items: Node[] }
  | { type: "map"; entries: [Node, Node][] };

/** The nodes directly below `node`. */
export function children(node: Node): Node[] {
  switch (node.type) {
    case "member":
    case "has":
      return [node.target];
    case "index":
      return [node.target, node.index];
    case "call":
      return node.args;
    case "method":
      return [node.target, ...node.args];
    case "macro":
      return [node.target, node.body];
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "conditional":
      return [node.condition, node.yes, node.no];
    case "list":
      return node.items;
    case "map":
      return node.entries.flat();
    default:
      return [];
  }
}
