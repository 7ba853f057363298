import { describe, expect, test } from "vitest";
import {
  compile,
  isPlainComparison,
  keyOf,
  matches,
  matchKey,
  valueAt,
} from "../../../local/engine/expression/expression.ts";
import { ExpressionError, MISSING, type Value } from "../../../local/engine/expression/types.ts";

const event: Value = {
  name: "shop/order.paid",
  data: {
    id: 7,
    half: 0.5,
    s: "sofa",
    yes: true,
    no: false,
    nil: null,
    list: [1, 2, 3],
    items: [
      { sku: "a", n: 1 },
      { sku: "b", n: 5 },
    ],
    map: { k: "v", "odd-key": 1 },
    when: "2026-01-02T03:04:05Z",
    json: '{"a":[1]}',
    b64: "aGk=",
    toString: "own",
  },
};
const evaluate = (text: string): Value => compile(text).evaluate({ event, async: { data: { id: 7, ok: true } } });

describe("the loosened rules", () => {
  test.each<[string, Value]>([
    ["event.data.missing == null", true],
    ["event.data.missing == 'v'", false],
    ["event.data.missing != 'v'", true],
    ["event.data.missing < 1", true],
    ["event.data.missing > 1", false],
    ["event.data.missing + 'a'", "a"],
    ["'a' + event.data.missing", "a"],
    ["size(event.data.missing)", 0],
    ["event.data.missing.startsWith('a')", false],
    ["event.data.missing.deeper.still == null", true],
    ["event.data.missing in [1]", false],
    ["1 in event.data.missing", false],
    ["event.data.missing.all(x, x > 1)", false],
    ["lowercase(event.data.missing)", false],
    ["event.data.nil == null", true],
    ["event.data.nil == 0", false],
    ["null == false", false],
    ["event.data.s + '-' + event.data.id", "sofa-7"],
    ["event.data.id + event.data.s", "7sofa"],
    ["event.data.s + true", "sofatrue"],
    ["event.data.s || 'x'", "sofa"],
    ["event.data.missing || 'x'", "x"],
    ["0 || 'x'", "x"],
    ["'' || 'x'", "x"],
    ["event.data.s && event.data.id", 7],
    ["event.data.nil && event.data.id", null],
    ["1 < 1.5", true],
    ["1 == 1.0", true],
    ["'1' == 1", false],
  ])("%s", (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });
});

describe("the language", () => {
  test.each<[string, Value]>([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["7 / 2", 3],
    ["-7 / 2", -3],
    ["7 / 2.0", 3.5],
    ["7 % 4", 3],
    ["2 - 3 - 4", -5],
    ["-event.data.id", -7],
    ["!event.data.no", true],
    ["!!event.data.s", true],
    ["1 < 2 && 2 < 3 || false", true],
    ["true ? 'a' : 'b'", "a"],
    ["event.data.no ? 1 : event.data.yes ? 2 : 3", 2],
    ["event.data['map']['odd-key']", 1],
    ["event.data.list[1]", 2],
    ["event.data.list[9] == null", true],
    ["2 in event.data.list", true],
    ["'k' in event.data.map", true],
    ["[1, 'a'] == [1, 'a']", true],
    ["{'a': 1} == {'a': 1.0}", true],
    ["'it\\'s' == \"it's\"", true],
    ["'\\u0041\\n' == 'A\\n'", true],
    ["r'a\\n' == 'a\\\\n'", true],
    ["'''a'b''' == \"a'b\"", true],
    ["0x1F", 31],
    ["1e3", 1000],
    ["has(event.data.nil)", true],
    ["has(event.data.missing)", false],
    ["event.data.list.all(x, x > 0)", true],
    ["event.data.items.exists(i, i.sku == 'b' && i.n > 4)", true],
    ["event.data.items.exists_one(i, i.n > 0)", false],
    ["event.data.items.filter(i, i.n > 1).map(i, i.sku)", ["b"]],
    ["event.data.map.exists(k, k == 'k')", true],
    ["'sofa'.contains('of') && 'sofa'.endsWith('fa') && 'sofa'.matches('^s.*a$')", true],
    ["uppercase(event.data.s)", "SOFA"],
    ["b64decode(event.data.b64)", "hi"],
    ["json_parse(event.data.json).a[0]", 1],
    ["date(event.data.when) < now()", true],
    ["date('2026-01-02') > date(event.data.when)", false],
    ["now_plus('1h') > now() && now_minus('1h') < now()", true],
    ["date(event.data.when) + duration('1h') > date('2026-01-02T04:00:00Z')", true],
    ["date(event.data.when).getFullYear()", 2026],
    ["int('12') + int(1.9)", 13],
    ["double('1.5')", 1.5],
    ["string(event.data.id)", "7"],
    ["size('äö') + size([1])", 3],
    ["false && 1 / 0 == 1", false],
    ["1 / 0 == 1 || true", true],
    ["event.name == 'shop/order.paid' // a comment", true],
  ])("%s", (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  test.each([
    "",
    "1 +",
    "(1",
    "a == 1",
    "event.data.(",
    "nope(1)",
    "'open",
    "1 2",
    "event.data.x ===",
    "has(1)",
    "[1,",
    "event.all(1, 2)",
    "#",
  ])("%j does not compile, and says why", (text) => {
    expect(() => compile(text)).toThrow(ExpressionError);
  });

  test.each(["1 < 'a'", "'a' - 1", "1 / 0", "size(1)", "int('x')", "date('x')", "json_parse('{')", "'a'.matches('(')"])(
    "%s has no value, which is no match",
    (text) => {
      expect(() => evaluate(text)).toThrow(ExpressionError);
      expect(matches(compile(text), { event })).toBe(false);
      expect(keyOf(compile(text), { event })).toBeNull();
    },
  );

  test("fields every JavaScript object has are not fields of the event", () => {
    expect(evaluate("event.data.constructor == null && event.data.map.hasOwnProperty == null")).toBe(true);
    expect(evaluate("event.data.toString")).toBe("own");
    expect(compile("event.__proto__").evaluate({ event })).toBe(MISSING);
  });
});

describe("keys and indexes", () => {
  test("a key is text; false is no key", () => {
    expect(keyOf(compile("event.data.id"), { event })).toBe("7");
    expect(keyOf(compile("event.data.list"), { event })).toBe("[1,2,3]");
    expect(keyOf(compile("event.data.missing"), { event })).toBe("");
    expect(keyOf(compile("event.data.no"), { event })).toBeNull();
  });

  test("an equality with a field of the incoming event is found in either direction, also among others", () => {
    const key = (text: string) => matchKey(compile(text), { event });
    expect(key("event.data.id == async.data.id")).toEqual({ path: "data.id", value: "7" });
    expect(key("async.data.ok == true && async.data.deep.x == event.data.s")).toEqual({
      path: "data.ok",
      value: "true",
    });
    expect(key("async.data.x > 1 && event.data.missing == async.data.y")).toEqual({ path: "data.y", value: "null" });
    expect(key("event.data.id == async.data.id || true")).toBeNull();
    expect(key("event.data.list == async.data.list")).toBeNull();
    expect(key("async.data.a == async.data.b")).toBeNull();
  });

  test("whatever an index finds, it never leaves out a match", () => {
    const text = "event.data.v == async.data.v";
    const values: Value[] = [0, 1, -1, "1", "", true, false, null, [1], { a: 1 }, 0.5];
    for (const mine of values) {
      const index = matchKey(compile(text), { event: { data: { v: mine } } });
      for (const theirs of [...values, undefined]) {
        const arrived: Value = { data: theirs === undefined ? {} : { v: theirs } };
        const isMatch = matches(compile(text), { event: { data: { v: mine } }, async: arrived });
        if (isMatch && index) expect(valueAt(index.path, arrived)).toBe(index.value);
      }
    }
  });

  test("only comparisons and logic are plain", () => {
    const isPlain = (text: string) => isPlainComparison(compile(text).tree);
    expect(isPlain("event.data.id == async.data.id && (async.data.n > 1 || !event.data.no)")).toBe(true);
    expect(isPlain("int(event.data.id) == async.data.id")).toBe(true);
    expect(isPlain("has(event.data.id)")).toBe(false);
    expect(isPlain("event.data.id + 1 == async.data.id")).toBe(false);
    expect(isPlain("event.data.list.exists(x, x == 1)")).toBe(false);
  });
});

describe("properties", () => {
  const random = mulberry32(11);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const atoms = [
    "1",
    "2.5",
    "'a'",
    "true",
    "null",
    "event.data.id",
    "event.data.missing",
    "event.data.list",
    "event.data.s",
    "async.data.ok",
  ];
  const operators = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "in"];

  function expression(depth: number): string {
    if (depth === 0 || random() < 0.2) return pick(atoms);
    const shape = random();
    if (shape < 0.7) return `(${expression(depth - 1)} ${pick(operators)} ${expression(depth - 1)})`;
    if (shape < 0.8) return `!${expression(depth - 1)}`;
    if (shape < 0.9) return `(${expression(depth - 1)} ? ${expression(depth - 1)} : ${expression(depth - 1)})`;
    return pick([
      `size(${expression(depth - 1)})`,
      `string(${expression(depth - 1)})`,
      `[${expression(depth - 1)}].exists(x, x == 1)`,
    ]);
  }

  test("every generated expression compiles and gives a value or an ExpressionError, twice the same", () => {
    for (let round = 0; round < 3000; round += 1) {
      const text = expression(4);
      const run = (): unknown => {
        try {
          return compile(text).evaluate({ event, async: { data: { ok: true } } });
        } catch (error) {
          if (!(error instanceof ExpressionError)) throw new Error(`${text} failed`, { cause: error });
          return error.message;
        }
      };
      expect(run(), text).toEqual(run());
    }
  });

  test("comparison is consistent: a < b is not (a >= b), and equality is symmetric", () => {
    const values = ["1", "2", "2.0", "-1", "'a'", "'b'", "true", "false", "null", "event.data.missing", "[1]"];
    for (const a of values) {
      for (const b of values) {
        expect(evaluate(`${a} == ${b}`)).toBe(evaluate(`${b} == ${a}`));
        expect(evaluate(`${a} == ${b}`)).toBe(!evaluate(`${a} != ${b}`));
        const isLess = attempt(`${a} < ${b}`);
        if (isLess !== null) expect(isLess).toBe(!attempt(`${a} >= ${b}`));
      }
    }
  });

  test("arithmetic of whole numbers agrees with JavaScript's", () => {
    for (let round = 0; round < 500; round += 1) {
      const [a, b, c] = [1, 2, 3].map(() => Math.floor(random() * 200) - 100) as [number, number, number];
      expect(evaluate(`${a} + ${b} * ${c} - (${a} - ${c})`)).toBe(a + b * c - (a - c));
      if (b !== 0) expect(evaluate(`${a} / ${b}`)).toEqual(Math.trunc(a / b));
    }
  });

  test("random text never does more than not compile", () => {
    const alphabet = "event.data()[]{}<>=!&|+-*/%?:,'\"\\ 0123456789abcx\n";
    for (let round = 0; round < 5000; round += 1) {
      const text = Array.from({ length: Math.floor(random() * 30) }, () => pick([...alphabet])).join("");
      try {
        compile(text);
      } catch (error) {
        expect(error, text).toBeInstanceOf(ExpressionError);
      }
    }
    for (const open of ["(", "[", "!", "-", "{'a':"])
      expect(() => compile(open.repeat(9_000 / open.length))).toThrow(ExpressionError);
    expect(() => compile(`1${"+1".repeat(4_000)}`)).not.toThrow();
  });

  function attempt(text: string): Value | null {
    try {
      return evaluate(text);
    } catch {
      return null;
    }
  }
});

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
