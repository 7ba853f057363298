import { functions } from "@/inngest/index";
import { queueOf } from "@/inngest/queues";
import { queueRoutingSchema } from "@/lib/contracts/queues";
import { apiRoute } from "@/lib/http/api-route";
import { routesOf } from "@/lib/queues/routing";

/** GET → event → function → queue → worker, as the functions themselves declare it. */
export const GET = apiRoute(
  { summary: "Which event runs what, where", scope: "jobs:read", answers: { 200: queueRoutingSchema } },
  () => {
    const declared = functions.map(({ opts }) => opts);
    return Response.json({ routes: routesOf(declared, (queue) => queueOf(queue).worker) });
  },
);
