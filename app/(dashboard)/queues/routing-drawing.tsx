import type { QueueRouting } from "@/lib/contracts/queues";
import { prepareRouting } from "./prepare-routing";

const TITLE_PX = 28;
const BOX_PX = 22;
/** Left edge and width of each column. */
const COLUMNS = [
  { x: 0, width: 230 },
  { x: 320, width: 210 },
  { x: 620, width: 120 },
  { x: 830, width: 90 },
];
const WIDTH_PX = 920;

/** The table beside it says the same, so the drawing itself is left out of what is read aloud. */
export function RoutingDrawing({ routes }: QueueRouting) {
  const { columns, edges, heightPx } = prepareRouting(routes);
  return (
    <div aria-hidden className="overflow-x-auto">
      <svg viewBox={`0 0 ${WIDTH_PX} ${heightPx + TITLE_PX}`} className="w-full min-w-3xl text-xs" role="presentation">
        {edges.map(({ column, from, to }) => (
          <path
            key={`${column} ${from} ${to}`}
            d={curve({ column, fromY: columns[column]?.nodes[from]?.y, toY: columns[column + 1]?.nodes[to]?.y })}
            fill="none"
            stroke="var(--border-strong)"
            strokeOpacity="0.6"
          />
        ))}
        {columns.map(({ title, nodes }, column) => {
          const { x, width } = COLUMNS[column] ?? { x: 0, width: 0 };
          return (
            <g key={title}>
              <text x={x} y={14} fill="var(--muted)">
                {title}
              </text>
              {nodes.map(({ key, label, y }) => (
                <g key={key} transform={`translate(${x} ${y + TITLE_PX - BOX_PX / 2})`}>
                  <rect width={width} height={BOX_PX} rx="6" fill="var(--sunken)" stroke="var(--border)" />
                  <text x="8" y="15" fill="var(--ink)">
                    {label}
                  </text>
                </g>
              ))}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function curve({
  column,
  fromY = 0,
  toY = 0,
}: {
  column: number;
  fromY?: number | undefined;
  toY?: number | undefined;
}) {
  const [from, to] = [COLUMNS[column], COLUMNS[column + 1]];
  if (!from || !to) return "";
  const [x1, x2] = [from.x + from.width, to.x];
  const middle = (x1 + x2) / 2;
  const [y1, y2] = [fromY + TITLE_PX, toY + TITLE_PX];
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
