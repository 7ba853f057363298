/** Classes of one mark colour, spelled out because Tailwind reads source text. */
export interface MarkStyle {
  fill: string;
  stroke: string;
  background: string;
}

const MARKS: readonly MarkStyle[] = [
  { fill: "fill-mark-1", stroke: "stroke-mark-1", background: "bg-mark-1" },
  { fill: "fill-mark-2", stroke: "stroke-mark-2", background: "bg-mark-2" },
  { fill: "fill-mark-3", stroke: "stroke-mark-3", background: "bg-mark-3" },
  { fill: "fill-mark-4", stroke: "stroke-mark-4", background: "bg-mark-4" },
  { fill: "fill-mark-5", stroke: "stroke-mark-5", background: "bg-mark-5" },
  { fill: "fill-mark-6", stroke: "stroke-mark-6", background: "bg-mark-6" },
  { fill: "fill-mark-7", stroke: "stroke-mark-7", background: "bg-mark-7" },
  { fill: "fill-mark-8", stroke: "stroke-mark-8", background: "bg-mark-8" },
];

/**
 * A colour for each category of one scene: the same for every object of a category, different between categories
 * as long as there are at most eight.
 */
export function markStyles(categories: Iterable<string>): (category: string) => MarkStyle {
  const order = [...new Set(categories)].sort();
  return (category) => {
    const mark = MARKS[Math.max(0, order.indexOf(category)) % MARKS.length];
    if (!mark) throw new RangeError("there are no mark colours");
    return mark;
  };
}
