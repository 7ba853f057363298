import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { ExclusiveSession } from "../../../../local/supabase/exclusive-session.ts";

test("holders follow each other in the order they asked, one at a time", async () => {
  const session = new ExclusiveSession();
  const events: string[] = [];
  const hold = async (name: string): Promise<void> => {
    const release = await session.acquire();
    events.push(`${name} in`);
    await nextTurn();
    events.push(`${name} out`);
    release();
  };
  await Promise.all([hold("a"), hold("b"), hold("c")]);
  expect(events).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
});

test("inside one request a second query does not wait for the first, another request does", async () => {
  const session = new ExclusiveSession();
  const events: string[] = [];
  const first = session.runRequest(async () => {
    const outer = await session.acquire();
    const inner = await session.acquire();
    events.push("first holds twice");
    await nextTurn();
    inner();
    await nextTurn();
    events.push("first done");
    outer();
  });
  const second = session.runRequest(async () => {
    const release = await session.acquire();
    events.push("second holds");
    release();
  });
  await Promise.all([first, second]);
  expect(events).toEqual(["first holds twice", "first done", "second holds"]);
});

test("two queries that a request starts at once both wait while another request holds", async () => {
  const session = new ExclusiveSession();
  const releaseOther = await session.acquire();
  let isOtherHolding = true;
  const request = session.runRequest(() =>
    Promise.all(
      [1, 2].map(async () => {
        const release = await session.acquire();
        expect(isOtherHolding).toBe(false);
        release();
      }),
    ),
  );
  await nextTurn();
  isOtherHolding = false;
  releaseOther();
  await request;
});
