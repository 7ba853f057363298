// Its own process, so that a test can kill it: serves the product's functions on the port given.
import type { Server } from "node:http";
import { createServer } from "inngest/node";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/index";
import { startTelemetry } from "@/lib/telemetry/start-telemetry";

await startTelemetry("modomo-app");
const server = createServer({ client: inngest, functions }) as Server;
server.listen(Number(process.argv[2]), "127.0.0.1", () => process.stdout.write("serving\n"));
