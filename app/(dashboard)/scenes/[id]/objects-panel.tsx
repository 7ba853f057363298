"use client";

import { Boxes } from "lucide-react";
import { type KeyboardEvent, useMemo } from "react";
import { PaletteStrip } from "@/components/colors/palette-strip";
import { markStyles } from "@/components/scenes/marks";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatCount, formatShare, humanize } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import { EmptyState } from "@/components/ui/states";
import type { SceneObject } from "@/lib/contracts/scenes";
import type { ObjectFocus } from "./use-object-focus";

/** The objects as a table: pointing at or tabbing to a row makes it stand out in the photo. */
export function ObjectsPanel({ objects, focus }: { objects: SceneObject[]; focus: ObjectFocus }) {
  const styleOf = useMemo(() => markStyles(objects.map(({ category }) => category)), [objects]);
  const description = objects.length === 1 ? "1 object" : `${formatCount(objects.length)} objects`;
  return (
    <Panel title="Objects" description={description} bodyClassName="px-0 pb-2 sm:px-0 sm:pb-2">
      {objects.length === 0 ? (
        <EmptyState icon={Boxes} title="No objects">
          Nothing the models know was found, or detection has not run yet.
        </EmptyState>
      ) : (
        <table className="w-full text-left">
          <thead className="border-border border-b text-muted text-sm">
            <tr>
              <th className="py-2 pl-4 font-medium sm:pl-5">Object</th>
              <th className="px-3 py-2 text-right font-medium">Score</th>
              <th className="px-3 py-2 text-right font-medium max-md:hidden">Area</th>
              <th className="px-3 py-2 font-medium max-sm:hidden">Outline</th>
              <th className="px-3 py-2 font-medium max-md:hidden">Palette</th>
              <th className="py-2 pr-4 pl-3 font-medium sm:pr-5">Review</th>
            </tr>
          </thead>
          <tbody onKeyDown={moveFocus} className="divide-y divide-border">
            {objects.map((object) => (
              <ObjectRow
                key={object.id}
                object={object}
                dotClassName={styleOf(object.category).background}
                focus={focus}
              />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

interface ObjectRowProps {
  object: SceneObject;
  dotClassName: string;
  focus: ObjectFocus;
}

function ObjectRow({ object, dotClassName, focus }: ObjectRowProps) {
  const isActive = focus.activeId === object.id;
  return (
    <tr
      data-object-row={object.id}
      data-active={isActive || undefined}
      onPointerEnter={() => focus.point(object.id)}
      onPointerLeave={() => focus.point(null)}
      className={cn(
        "relative -outline-offset-2 has-focus-visible:outline-2 has-focus-visible:outline-accent",
        isActive && "bg-hover/70",
      )}
    >
      <th scope="row" className="py-2.5 pl-4 text-left font-normal sm:pl-5">
        <button
          type="button"
          aria-pressed={focus.chosenId === object.id}
          onFocus={() => focus.point(object.id)}
          onBlur={() => focus.point(null)}
          onClick={() => focus.toggle(object.id)}
          className="flex items-center gap-2.5 text-left outline-none after:absolute after:inset-0"
        >
          <span aria-hidden className={cn("size-3 shrink-0 rounded-sm ring-1 ring-ink/20", dotClassName)} />
          <span>
            <span className="block font-medium">{humanize(object.category)}</span>
            {humanize(object.model_label) !== humanize(object.category) && (
              <span className="block text-muted text-xs">seen as {object.model_label}</span>
            )}
          </span>
        </button>
      </th>
      <td className="px-3 py-2.5 text-right tabular-nums">{formatShare(object.score)}</td>
      <td className="px-3 py-2.5 text-right text-muted tabular-nums max-md:hidden">
        {object.area_px === null ? "–" : `${formatCount(object.area_px)} px`}
      </td>
      <td className="px-3 py-2.5 text-muted max-sm:hidden">
        {object.mask_method ?? "–"}
        {object.mask_quality !== null && ` · ${formatShare(object.mask_quality)}`}
      </td>
      <td className="px-3 py-2.5 max-md:hidden">
        {object.palette.length > 0 ? <PaletteStrip palette={object.palette} className="w-24" /> : "–"}
      </td>
      <td className="py-2.5 pr-4 pl-3 sm:pr-5">
        <ReviewBadge object={object} />
      </td>
    </tr>
  );
}

const REVIEW_TONES = { pending: "neutral", accepted: "ok", rejected: "bad", relabelled: "accent" } as const;

function ReviewBadge({ object: { review_state: state, confidence } }: { object: SceneObject }) {
  if (state === "pending" && confidence === "review") return <Badge tone="warn">Needs review</Badge>;
  return <Badge tone={REVIEW_TONES[state]}>{humanize(state)}</Badge>;
}

/** Arrow keys go from row to row, as in a list; Tab still works. */
function moveFocus(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const index = buttons.findIndex((button) => button.matches(":focus"));
  const next = buttons[index + step];
  if (index < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
