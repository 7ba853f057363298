// Its own process, so that a test can kill it: serves the product's functions on the port given.
import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import { createServer } from "inngest/node";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/index";
import { startTelemetry } from "@/lib/telemetry/start-telemetry";

// A file whose name has these letters takes the process down as soon as it is asked for.
const deadly = process.env.TEST_DEADLY_FILE;
subscribe("undici:request:create", (message) => {
  const { request } = message as { request: { path: string } };
  if (deadly && request.path.includes(deadly)) process.kill(process.pid, "SIGKILL");
});

await startTelemetry("modomo-app");
const server = createServer({ client: inngest, functions }) as Server;
server.listen(Number(process.argv[2]), "127.0.0.1", () => process.stdout.write("serving\n"));
