export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface Family {
  type: string;
  help: string;
  samples: Sample[];
}

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"(,|$)/gy;

/**
 * Reads the text format 0.0.4 as strictly as its description: every sample belongs to the family declared before it, families and
 * samples come once, histograms are cumulative and whole.
 * @throws {Error} what is wrong, with the line.
 */
export function parsePrometheusText(text: string): Map<string, Family> {
  if (!text.endsWith("\n")) throw new Error("the last line does not end");
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let current = "";
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, kind, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === "HELP") {
      if (families.has(name)) throw new Error(`declared twice: ${line}`);
      families.set(name, { type: "untyped", help: rest, samples: [] });
      current = name;
    } else if (kind === "TYPE") {
      familyOf(families, name, line).type = rest;
    } else {
      const sample = parseSample(line);
      const family = familyOf(families, current, line);
      if (!belongs(sample.name, current, family.type)) throw new Error(`not of ${current}: ${line}`);
      const key = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`;
      if (seen.has(key)) throw new Error(`twice: ${line}`);
      seen.add(key);
      family.samples.push(sample);
    }
  }
  for (const [name, family] of families) if (family.type === "histogram") checkHistogram(name, family.samples);
  return families;
}

function familyOf(families: Map<string, Family>, name: string, line: string): Family {
  const family = families.get(name);
  if (!family) throw new Error(`no family declared for: ${line}`);
  return family;
}

function parseSample(line: string): Sample {
  const [, name = "", labelText = "", valueText = ""] = LINE.exec(line) ?? [];
  if (!name) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  let end = 0;
  for (let match = LABEL.exec(labelText); match; match = LABEL.exec(labelText)) {
    labels[match[1] ?? ""] = match[2] ?? "";
    end = LABEL.lastIndex;
  }
  if (end !== labelText.length) throw new Error(`broken labels: ${line}`);
  const value = valueText === "+Inf" ? Number.POSITIVE_INFINITY : Number(valueText);
  if (Number.isNaN(value) && valueText !== "NaN" && valueText !== "Nan") throw new Error(`no number: ${line}`);
  return { name, labels, value };
}

function belongs(sample: string, family: string, type: string): boolean {
  const suffixes = { histogram: ["_bucket", "_sum", "_count"], summary: ["", "_sum", "_count"] }[type] ?? [""];
  return suffixes.some((suffix) => sample === family + suffix);
}

function checkHistogram(name: string, samples: Sample[]): void {
  const series = Map.groupBy(samples, ({ labels: { le: _le, ...labels } }) => JSON.stringify(labels));
  for (const [labels, members] of series) {
    const buckets = members.filter((sample) => sample.name === `${name}_bucket`);
    const edges = buckets.map(({ labels: { le } }) => (le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le)));
    const counts = buckets.map(({ value }) => value);
    const count = members.find((sample) => sample.name === `${name}_count`)?.value;
    const isSorted = (numbers: number[]) => numbers.every((number, i) => i === 0 || number >= (numbers[i - 1] ?? 0));
    const hasSum = members.some((sample) => sample.name === `${name}_sum`);
    if (
      !isSorted(edges) ||
      !isSorted(counts) ||
      edges.at(-1) !== Number.POSITIVE_INFINITY ||
      counts.at(-1) !== count ||
      !hasSum
    )
      throw new Error(`${name}${labels} is no histogram`);
  }
}
