/** One selected field: what it is called in the answer, its arguments, and what is selected below it. */
export type Field = { name: string; alias: string; args: Record<string, unknown>; fields: Field[] };

/** A query this small reader does not understand; the message says where it stopped. */
export class GraphqlError extends Error {
  override name = "GraphqlError";
}

const TOKEN = /\s+|,|#[^\n]*|(\.\.\.|[A-Za-z_]\w*|"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?|[{}()[\]:$!=@])/y;
const MAX_DEPTH = 30;

/**
 * Reads one query: fields, aliases, arguments, variables and fragments, which is all that the tools of the dev server
 * send. Directives and mutations are refused.
 * @throws {GraphqlError}
 */
export function parseQuery(text: string, variables: Record<string, unknown>): Field[] {
  const tokens = tokenize(text);
  const fragments = new Map<string, number>();
  let position = 0;

  const peek = (): string => tokens[position] ?? "";
  const take = (): string => {
    const token = tokens[position];
    if (token === undefined) throw new GraphqlError("the query ends too early");
    position += 1;
    return token;
  };
  const accept = (token: string): boolean => peek() === token && take() !== "";
  const expect = (token: string): void => {
    const found = take();
    if (found !== token) throw new GraphqlError(`expected "${token}", found "${found}"`);
  };

  function selection(depth: number): Field[] {
    if (depth > MAX_DEPTH) throw new GraphqlError(`the query is nested deeper than ${MAX_DEPTH} levels`);
    expect("{");
    const fields: Field[] = [];
    while (!accept("}")) {
      if (accept("...")) fields.push(...fragment(depth));
      else fields.push(field(depth));
    }
    return fields;
  }

  function field(depth: number): Field {
    const first = take();
    const name = accept(":") ? take() : first;
    if (!/^\w+$/.test(name)) throw new GraphqlError(`expected a field, found "${name}"`);
    const args = peek() === "(" ? argumentsOf() : {};
    return { name, alias: first, args, fields: peek() === "{" ? selection(depth + 1) : [] };
  }

  function fragment(depth: number): Field[] {
    const name = take();
    if (name === "on") {
      take();
      return selection(depth + 1);
    }
    const start = fragments.get(name);
    if (start === undefined) throw new GraphqlError(`there is no fragment "${name}"`);
    const resumeAt = position;
    position = start;
    const fields = selection(depth + 1);
    position = resumeAt;
    return fields;
  }

  function argumentsOf(): Record<string, unknown> {
    const args: Record<string, unknown> = {};
    expect("(");
    while (!accept(")")) {
      const name = take();
      expect(":");
      args[name] = value();
    }
    return args;
  }

  function value(): unknown {
    if (accept("$")) return variables[take()];
    if (accept("[")) {
      const items: unknown[] = [];
      while (!accept("]")) items.push(value());
      return items;
    }
    if (accept("{")) {
      const entries: [string, unknown][] = [];
      while (!accept("}")) {
        const name = take();
        expect(":");
        entries.push([name, value()]);
      }
      return Object.fromEntries(entries);
    }
    const token = take();
    if (token === "true" || token === "false") return token === "true";
    if (token === "null") return null;
    return /^["\-\d]/.test(token) ? JSON.parse(token) : token;
  }

  for (let index = 0; index < tokens.length; index += 1) {
    if (tokens[index] === "fragment") fragments.set(tokens[index + 1] ?? "", index + 4);
  }
  if (peek() !== "{") {
    const operation = take();
    if (operation !== "query") throw new GraphqlError(`only queries are answered here, not "${operation}"`);
    while (peek() !== "{") take();
  }
  return selection(0);
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new GraphqlError(`unexpected "${text[at]}" at position ${at}`);
    if (match[1] !== undefined) tokens.push(match[1]);
  }
  return tokens;
}
