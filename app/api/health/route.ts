import { z } from "zod";
import { withSpec } from "@/lib/http/route-spec";

const answer = z.object({ status: z.literal("ok") });

/** GET → 200 while the process serves. Asks nothing of the services behind it; that is `/api/ready`. */
export const GET = withSpec(
  { summary: "Whether the process serves", scope: null, answers: { 200: answer } },
  (): Response => Response.json({ status: "ok" }),
);

export const dynamic = "force-dynamic";
