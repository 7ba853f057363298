"use client";

import { formatCount } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import type { Annotation } from "@/lib/contracts/scenes";

const ORIGINS: Record<Annotation["origin"], string> = {
  huggingface: "Hugging Face",
  coco: "COCO",
  yolo: "YOLO",
  voc: "Pascal VOC",
  parquet: "Parquet file",
};

/** What the dataset said that the picture came from: kept as it was, beside what our own models find. */
export function AnnotationsPanel({ annotations }: { annotations: Annotation[] }) {
  const count = annotations.length === 1 ? "1 annotation" : `${formatCount(annotations.length)} annotations`;
  return (
    <Panel
      title="From its dataset"
      description={`${count} that came with the picture`}
      bodyClassName="px-0 pb-2 sm:px-0 sm:pb-2"
    >
      <table className="w-full text-left">
        <thead className="border-border border-b text-muted text-sm">
          <tr>
            <th className="py-2 pl-4 font-medium sm:pl-5">Label</th>
            <th className="px-3 py-2 font-medium">Marks</th>
            <th className="py-2 pr-4 pl-3 font-medium sm:pr-5">Dataset</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-border">
          {annotations.map(({ id, label, box, mask, origin, dataset }) => (
            <tr key={id}>
              <th scope="row" className="py-2.5 pl-4 text-left font-medium sm:pl-5">
                {label}
              </th>
              <td className="px-3 py-2.5 text-muted text-sm tabular-nums">{describePlace(box, mask !== null)}</td>
              <td className="break-all py-2.5 pr-4 pl-3 text-muted text-sm sm:pr-5">
                {ORIGINS[origin]}: {dataset}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function describePlace(box: Annotation["box"], hasMask: boolean): string {
  if (!box) return hasMask ? "Outline" : "Whole picture";
  const [x, y, width, height] = box.map(Math.round);
  return `${width} × ${height} px at ${x}, ${y}${hasMask ? ", with outline" : ""}`;
}
