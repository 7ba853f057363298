import type { EngineFunction } from "../registry/function.ts";
import type { QueueItem } from "../types.ts";
import { createHeap, type Heap } from "./heap.ts";
import { decodeLane, type LaneKey, limitOf } from "./lane-key.ts";

export type LanesDeps = {
  findFunction: (slug: string) => EngineFunction | undefined;
  /** First ready item of a lane and the order of the next. */
  head: (lane: string) => { item: QueueItem; nextOrd: number | null } | null;
  /** Admits a run start now (and notes it), or says when to ask again. */
  admitStart: (fn: EngineFunction, throttleKey: string, nowMs: number) => { retryAtMs: number } | null;
  /** When the app may be called again, while it cannot be reached. */
  appRetryAt: (app: string, nowMs: number) => number | null;
};

export type Lanes = ReturnType<typeof createLanes>;

/** `home` says where the lane waits: to be looked at, behind a full group, until a time, or being looked at. */
type Lane = LaneKey & { name: string; ord: number; home: "ready" | "parked" | "delayed" | "none"; wakeAtMs: number };

/**
 * Chooses what to call next: the oldest item whose every limit has room. Memory is per lane, not per item, and a lane
 * behind a full limit costs nothing until a place there becomes free. All of it is rebuilt from the queue at start.
 */
export function createLanes(deps: LanesDeps) {
  const lanes = new Map<string, Lane>();
  const inFlight = new Map<string, number>();
  /** Lanes behind a full group, by group and the limit they have there. */
  const parked = new Map<string, Map<number, Heap<Lane>>>();
  let lastNowMs = 0;
  const ready = createHeap<{ lane: Lane; ord: number }>((a, b) => a.ord < b.ord);
  const delayed = createHeap<{ lane: Lane; wakeAtMs: number }>((a, b) => a.wakeAtMs < b.wakeAtMs);

  function makeReady(lane: Lane): void {
    lane.home = "ready";
    ready.push({ lane, ord: lane.ord });
  }

  function delay(lane: Lane, wakeAtMs: number): void {
    lane.home = "delayed";
    lane.wakeAtMs = wakeAtMs;
    delayed.push({ lane, wakeAtMs });
  }

  function park(lane: Lane, group: string, limit: number): void {
    lane.home = "parked";
    const byLimit = parked.get(group) ?? new Map<number, Heap<Lane>>();
    const heap = byLimit.get(limit) ?? createHeap<Lane>((a, b) => a.ord < b.ord);
    heap.push(lane);
    parked.set(group, byLimit.set(limit, heap));
  }

  /** Lets the first lane behind each limit of the group have another look, where there is room for one. */
  function unpark(group: string): void {
    const byLimit = parked.get(group);
    if (!byLimit) return;
    const count = inFlight.get(group) ?? 0;
    for (const [limit, heap] of byLimit) {
      let lane = count < limit ? heap.pop() : undefined;
      while (lane && lane.home !== "parked") lane = heap.pop();
      if (lane) makeReady(lane);
      if (heap.size() === 0) byLimit.delete(limit);
    }
    if (byLimit.size === 0) parked.delete(group);
  }

  function nextReady(): Lane | null {
    for (let entry = ready.pop(); entry; entry = ready.pop()) {
      if (entry.lane.home !== "ready" || entry.ord !== entry.lane.ord) continue; // a newer entry stands for it
      entry.lane.home = "none";
      return entry.lane;
    }
    return null;
  }

  function wake(nowMs: number): void {
    if (nowMs < lastNowMs) reconsider(); // the clock was set back: times to wake at mean nothing any more
    lastNowMs = nowMs;
    for (let entry = delayed.peek(); entry && entry.wakeAtMs <= nowMs; entry = delayed.peek()) {
      delayed.pop();
      if (entry.lane.home === "delayed" && entry.lane.wakeAtMs === entry.wakeAtMs) makeReady(entry.lane);
    }
  }

  function reconsider(): void {
    parked.clear();
    for (const lane of lanes.values()) if (lane.home === "parked" || lane.home === "delayed") makeReady(lane);
  }

  /** Holds the lane back where it must wait; true when it was. */
  function isHeld(lane: Lane, fn: EngineFunction | undefined, nowMs: number): boolean {
    for (const group of lane.groups) {
      const limit = limitOf(fn, group);
      if ((inFlight.get(group) ?? 0) < limit) continue;
      park(lane, group, limit);
      return true;
    }
    const appRetryAt = fn ? deps.appRetryAt(fn.app, nowMs) : null;
    if (appRetryAt !== null) delay(lane, appRetryAt);
    return appRetryAt !== null;
  }

  return {
    /** An item of this lane became ready. */
    notify: (name: string, ord: number): void => {
      const known = lanes.get(name);
      if (!known) {
        const lane: Lane = { ...decodeLane(name), name, ord, home: "none", wakeAtMs: 0 };
        lanes.set(name, lane);
        makeReady(lane);
      } else if (ord < known.ord) {
        known.ord = ord;
        if (known.home === "ready" || known.home === "parked") makeReady(known);
      }
    },
    /** The next item to call, counted as in flight until `release`; null when nothing can be called now. */
    take: (nowMs: number): QueueItem | null => {
      wake(nowMs);
      for (let lane = nextReady(); lane; lane = nextReady()) {
        const fn = deps.findFunction(lane.fn);
        if (isHeld(lane, fn, nowMs)) {
          for (const group of lane.groups) unpark(group);
          continue;
        }
        const head = deps.head(lane.name);
        if (!head) {
          lanes.delete(lane.name);
          for (const group of lane.groups) unpark(group);
          continue;
        }
        if (head.item.ord > lane.ord) {
          lane.ord = head.item.ord; // what was first has gone; others may come before this one now
          makeReady(lane);
          continue;
        }
        const held = fn?.throttle && lane.throttle !== null ? deps.admitStart(fn, lane.throttle, nowMs) : null;
        if (held) {
          delay(lane, held.retryAtMs);
          for (const group of lane.groups) unpark(group);
          continue;
        }
        for (const group of lane.groups) inFlight.set(group, (inFlight.get(group) ?? 0) + 1);
        if (head.nextOrd === null) lanes.delete(lane.name);
        else {
          lane.ord = head.nextOrd;
          makeReady(lane);
        }
        for (const group of lane.groups) unpark(group);
        return head.item;
      }
      return null;
    },
    /** A call of this lane has ended. */
    release: (name: string): void => {
      for (const group of decodeLane(name).groups) {
        const count = (inFlight.get(group) ?? 0) - 1;
        if (count > 0) inFlight.set(group, count);
        else inFlight.delete(group);
        unpark(group);
      }
    },
    /** Has another look at everything held back: limits changed, or an app is back. */
    reconsider,
    /** When the earliest delayed lane wakes; null when none is delayed. */
    nextWakeMs: (): number | null => delayed.peek()?.wakeAtMs ?? null,
    inFlight: (): ReadonlyMap<string, number> => inFlight,
  };
}
