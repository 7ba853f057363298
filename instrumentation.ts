import { startTelemetry } from "@/lib/telemetry/start-telemetry";

/** Next calls this once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { notePeers } = await import("@/lib/http/peer");
  notePeers();
  await startTelemetry("modomo-app");
  const { startHeartbeat } = await import("@/lib/workers/heartbeat");
  startHeartbeat();
}
