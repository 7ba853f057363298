/** Next calls this once, before the first request. Imports stand inside the condition, so that no other runtime is built with them. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { notePeers } = await import("@/lib/http/peer");
    notePeers();
    const { startTelemetry } = await import("@/lib/telemetry/start-telemetry");
    await startTelemetry("modomo-app");
    const { startHeartbeat } = await import("@/lib/workers/heartbeat");
    startHeartbeat();
  }
}
