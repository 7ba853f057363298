"use client";

import { useSyncExternalStore } from "react";
import { formatRelative, formatStamp } from "./format";

const TICK_MS = 1000;

/** The clock as an external store: one timer, shared by every time shown. */
const listeners = new Set<() => void>();
let nowMs = 0;
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  nowMs ||= Date.now();
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
    nowMs = 0;
  };
}

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

/** Milliseconds since the epoch, renewed each second; null while rendering on the server, whose clock is not the reader's. */
export function useNowMs(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => (nowMs ||= Date.now()),
    () => null,
  );
}

/** "3 min ago", with the exact time on hover and for machines. */
export function RelativeTime({ value, className }: { value: string; className?: string }) {
  const now = useNowMs();
  const stamp = formatStamp(value);
  return (
    <time dateTime={value} title={now === null ? undefined : stamp} className={className}>
      {now === null ? value.slice(0, 10) : formatRelative(Date.parse(value), now)}
    </time>
  );
}
