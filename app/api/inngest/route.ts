import { serve } from "inngest/next";
import { functions } from "@/inngest";
import { inngest } from "@/inngest/client";
import { counted } from "@/lib/workers/app-load";

export const maxDuration = 300;
export const dynamic = "force-dynamic";

const handlers = serve({ client: inngest, functions });
export const { GET, PUT } = handlers;
export const POST = counted(handlers.POST);
