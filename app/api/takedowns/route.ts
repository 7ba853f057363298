import { takedownRequested } from "@/inngest/events";
import { sendOrLeave } from "@/inngest/start-job";
import { listQuerySchema } from "@/lib/contracts/identity";
import {
  takedownPageSchema,
  takedownPreviewSchema,
  takedownRequestSchema,
  takedownSchema,
} from "@/lib/contracts/takedowns";
import { apiRoute } from "@/lib/http/api-route";
import { goOnTakingDown, previewTakedown, targetOf } from "@/lib/takedowns/take-down";
import { beginTakedown, listTakedowns } from "@/lib/takedowns/takedowns.repository";

/** GET → takedowns, newest first. */
export const GET = apiRoute(
  { summary: "Takedowns, newest first", scope: "admin", query: listQuerySchema, answers: { 200: takedownPageSchema } },
  async ({ deps, query }) => Response.json(await listTakedowns(deps.db, query)),
);

/** POST → 201 done, 202 more than a batch (the rest is removed in the background), or 200 what would go. 404 no such scene. */
export const POST = apiRoute(
  {
    summary: "Remove by url, host, author or image, and keep it out",
    scope: "admin",
    body: takedownRequestSchema,
    answers: { 200: takedownPreviewSchema, 201: takedownSchema, 202: takedownSchema },
  },
  async ({ deps: { db }, body, principal }) => {
    const target = await targetOf(db, body);
    if (body.dry_run) return Response.json(await previewTakedown(db, target));
    const { id } = await beginTakedown(db, target, { reason: body.reason, requestedBy: principal?.id ?? null });
    const takedown = await goOnTakingDown(db, id, 2);
    if (takedown.status === "running") await sendOrLeave(id, [takedownRequested.create({ takedown_id: id })]);
    return Response.json(takedown, { status: takedown.status === "running" ? 202 : 201 });
  },
);
