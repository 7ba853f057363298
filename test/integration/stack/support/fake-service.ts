import { spawn } from "node:child_process";
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { parseArgs } from "node:util";

/** A child for the supervisor under test: serves `/health`, notes its pid, misbehaves as told. */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    /** File that gets `start|stop <name> <pid>` and, for a child of its own, `grandchild <name> <pid>`. */
    journal: { type: "string", default: "/dev/null" },
    name: { type: "string", default: "service" },
    "die-after-ms": { type: "string" },
    "unhealthy-ms": { type: "string", default: "0" },
    stubborn: { type: "boolean", default: false },
    grandchild: { type: "boolean", default: false },
  },
});

const note = (what: string, pid: number | undefined) =>
  appendFileSync(values.journal, `${what} ${values.name} ${pid}\n`);
note("start", process.pid);
process.on("SIGTERM", () => {
  if (values.stubborn) return;
  note("stop", process.pid);
  process.exit(0);
});
if (values.grandchild) {
  // Ignores SIGTERM and keeps our pipes, like a worker that hangs.
  const code = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);";
  note("grandchild", spawn(process.execPath, ["-e", code], { stdio: "inherit" }).pid);
}
if (values["die-after-ms"]) setTimeout(() => process.exit(3), Number(values["die-after-ms"]));

const healthyFromMs = Date.now() + Number(values["unhealthy-ms"]);
createServer((request, response) => {
  const isHealthy = request.url === "/health" && Date.now() >= healthyFromMs;
  response.writeHead(isHealthy ? 200 : 503).end(String(process.pid));
}).listen(Number(values.port), "127.0.0.1");
