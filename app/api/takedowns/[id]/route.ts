import { takedownReceiptSchema } from "@/lib/contracts/takedowns";
import { apiRoute } from "@/lib/http/api-route";
import { getTakedown, takedownItems } from "@/lib/takedowns/takedowns.repository";
import { idParamsSchema } from "../../id-params";

/** GET → the receipt: what was removed, when, with its hashes. 404 unknown. */
export const GET = apiRoute(
  {
    summary: "The receipt of a takedown",
    scope: "admin",
    params: idParamsSchema,
    answers: { 200: takedownReceiptSchema },
  },
  async ({ deps, params: { id } }) =>
    Response.json({ ...(await getTakedown(deps.db, id)), items: await takedownItems(deps.db, id) }),
);
