import { parseAsStringLiteral } from "nuqs/server";
import { QUEUE_WINDOWS } from "@/lib/contracts/queues";

export const queueSearch = { window: parseAsStringLiteral(QUEUE_WINDOWS).withDefault("1h") };
