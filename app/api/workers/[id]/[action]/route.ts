import { z } from "zod";
import { WORKER_ACTIONS } from "@/lib/contracts/analyze";
import { workerSchema } from "@/lib/contracts/workers";
import { apiRoute } from "@/lib/http/api-route";
import { tellWorker } from "@/lib/workers/tell-worker";

/** POST → the worker after it was told. 404 unknown, 409 not one that can be told, 502 out of reach. */
export const POST = apiRoute(
  {
    summary: "Drain, resume, restart or shut down a gpu-worker",
    scope: "admin",
    params: z.object({ id: z.string().max(200), action: z.enum(WORKER_ACTIONS) }),
    answers: { 200: workerSchema },
  },
  async ({ deps, params }) => Response.json(await tellWorker(deps, params.id, params.action)),
);
