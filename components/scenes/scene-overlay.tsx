"use client";

import { type CSSProperties, useMemo } from "react";
import { cn } from "@/components/ui/cn";
import { formatShare, humanize } from "@/components/ui/format";
import type { SceneObject } from "@/lib/contracts/scenes";
import { type MarkStyle, markStyles } from "./marks";
import { toPathData, traceOutline } from "./mask-outline";

interface SceneOverlayProps {
  widthPx: number;
  heightPx: number;
  objects: SceneObject[];
  activeId: string | null;
  hasBoxes: boolean;
  hasMasks: boolean;
  hasLabels: boolean;
  onPoint: (id: string | null) => void;
  onToggle: (id: string) => void;
}

/**
 * Boxes, masks and labels in the photo's own pixels, over the photo. For the pointer only: the objects list beside it
 * gives the same to keyboards and screen readers, so this stays hidden from them.
 */
export function SceneOverlay(props: SceneOverlayProps) {
  const { widthPx, heightPx, objects, activeId } = props;
  const styleOf = useMemo(() => markStyles(objects.map(({ category }) => category)), [objects]);
  const paths = useMemo(() => new Map(objects.map((object) => [object.id, maskPath(object)])), [objects]);
  const bySize = useMemo(() => [...objects].sort((a, b) => boxArea(b) - boxArea(a)), [objects]);
  const hasActive = objects.some(({ id }) => id === activeId);
  return (
    <div aria-hidden data-testid="scene-overlay" className="absolute inset-0">
      <svg viewBox={`0 0 ${widthPx} ${heightPx}`} preserveAspectRatio="none" className="absolute inset-0 size-full">
        <title>Objects found in the photo</title>
        {bySize.map((object) => (
          <ObjectMark
            key={object.id}
            object={object}
            path={props.hasMasks ? (paths.get(object.id) ?? null) : null}
            hasBox={props.hasBoxes}
            style={styleOf(object.category)}
            state={markState({ isActive: object.id === activeId, hasActive })}
            onPoint={props.onPoint}
            onToggle={props.onToggle}
          />
        ))}
      </svg>
      {props.hasLabels &&
        bySize.map((object) => (
          <ObjectLabel
            key={object.id}
            object={object}
            style={styleOf(object.category)}
            place={labelPlace(object, { widthPx, heightPx })}
            state={markState({ isActive: object.id === activeId, hasActive })}
          />
        ))}
    </div>
  );
}

type MarkState = "plain" | "active" | "dimmed";

function markState({ isActive, hasActive }: { isActive: boolean; hasActive: boolean }): MarkState {
  if (isActive) return "active";
  return hasActive ? "dimmed" : "plain";
}

interface ObjectMarkProps {
  object: SceneObject;
  path: string | null;
  hasBox: boolean;
  style: MarkStyle;
  state: MarkState;
  onPoint: (id: string | null) => void;
  onToggle: (id: string) => void;
}

function ObjectMark({ object, path, hasBox, style, state, onPoint, onToggle }: ObjectMarkProps) {
  const [x, y, width, height] = object.box;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the objects list is the accessible way
    <g
      data-object-id={object.id}
      data-state={state}
      className={cn("cursor-pointer transition-opacity", state === "dimmed" && "opacity-30")}
      onPointerEnter={() => onPoint(object.id)}
      onPointerLeave={() => onPoint(null)}
      onClick={() => onToggle(object.id)}
    >
      {path && (
        <path
          data-mark="mask"
          d={path}
          fillRule="evenodd"
          vectorEffect="non-scaling-stroke"
          className={cn(
            style.fill,
            style.stroke,
            "stroke-[1.5]",
            state === "active" ? "[fill-opacity:0.5]" : "[fill-opacity:0.28]",
          )}
        />
      )}
      {hasBox && (
        <rect
          data-mark="box"
          x={x}
          y={y}
          width={width}
          height={height}
          vectorEffect="non-scaling-stroke"
          className={cn(style.stroke, "fill-transparent", state === "active" ? "stroke-[3]" : "stroke-[1.5]")}
          strokeDasharray={object.confidence === "review" ? "6 4" : undefined}
        />
      )}
    </g>
  );
}

interface ObjectLabelProps {
  object: SceneObject;
  style: MarkStyle;
  place: CSSProperties;
  state: MarkState;
}

/** Always there for what the model is sure of; a doubtful find, and any on a phone, is named only when it stands out. */
function ObjectLabel({ object, style, place, state }: ObjectLabelProps) {
  if (state === "dimmed" || (state === "plain" && object.confidence === "review")) return null;
  return (
    <span
      data-mark="label"
      className={cn(
        "pointer-events-none absolute max-w-40 truncate rounded-sm px-1.5 font-medium text-on-mark text-xs",
        style.background,
        state === "plain" && "max-sm:hidden",
      )}
      style={place}
    >
      {humanize(object.category)} {formatShare(object.score)}
    </span>
  );
}

/** At the top left corner of the box, or its top right where the name would leave the picture. */
function labelPlace({ box }: SceneObject, { widthPx, heightPx }: { widthPx: number; heightPx: number }): CSSProperties {
  const [x, y, width] = box;
  const top = `${(Math.max(0, y) / heightPx) * 100}%`;
  if (x < widthPx * 0.75) return { top, left: `${(Math.max(0, x) / widthPx) * 100}%` };
  return { top, right: `${(Math.max(0, widthPx - x - width) / widthPx) * 100}%` };
}

const boxArea = ({ box: [, , width, height] }: SceneObject): number => width * height;

/** Null where there is no mask, or one that cannot be read: its box is still drawn. */
function maskPath({ mask }: SceneObject): string | null {
  if (!mask) return null;
  try {
    return toPathData(traceOutline(mask)) || null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
