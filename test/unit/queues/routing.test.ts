import { expect, test } from "vitest";
import { functions } from "@/inngest/index";
import { queueOf } from "@/inngest/queues";
import { routesOf } from "@/lib/queues/routing";

const declared = functions.map(({ opts }) => opts);
const routes = routesOf(declared, (queue) => queueOf(queue).worker);

test("every function is on the picture, with each of its triggers", () => {
  expect(new Set(routes.map((route) => route.function))).toEqual(new Set(declared.map(({ id }) => id)));
  expect(routes.every(({ trigger }) => /^(modomo\/|inngest\/|cron )/.test(trigger))).toBe(true);
});

test("a chunk of detection goes by its queue to a gpu-worker, its planner does not", () => {
  expect(routes).toContainEqual({
    trigger: "modomo/detection-chunk.planned",
    condition: "event.data.queue == 'detection'",
    function: "detect-scene",
    queue: "detection",
    worker: "gpu-worker",
  });
  expect(routes).toContainEqual({
    trigger: "modomo/detection.requested",
    condition: null,
    function: "plan-detection",
    queue: "default",
    worker: "app",
  });
});

test("a schedule is named by its cron, and a function beside the queues has none", () => {
  const cron = routesOf([{ id: "tidy", triggers: [{ cron: "0 * * * *" }], concurrency: 3 }], () => "app");
  expect(cron).toEqual([{ trigger: "cron 0 * * * *", condition: null, function: "tidy", queue: null, worker: "app" }]);
});
