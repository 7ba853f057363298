export interface Telemetry {
  /** Sends what is left. */
  shutdown(): Promise<void>;
}

/**
 * Starts OpenTelemetry as the standard `OTEL_*` variables say (exporter, protocol, sampler, resource). Without
 * `OTEL_EXPORTER_OTLP_ENDPOINT` nothing is loaded and nothing is measured.
 * @param defaultName `service.name`, unless OTEL_SERVICE_NAME names another.
 */
export async function startTelemetry(
  defaultName: string,
  env: Record<string, string | undefined> = process.env,
): Promise<Telemetry | null> {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return null;
  env.OTEL_SERVICE_NAME ||= defaultName;
  env.OTEL_LOGS_EXPORTER ||= "none"; // logs are JSON lines on stdout, with trace ids
  const [{ startNodeSdk }, { HttpInstrumentation }, { UndiciInstrumentation }] = await Promise.all([
    import("@opentelemetry/sdk-node"),
    import("@opentelemetry/instrumentation-http"),
    import("@opentelemetry/instrumentation-undici"),
  ]);
  const sdk = startNodeSdk({ instrumentations: [new HttpInstrumentation(), new UndiciInstrumentation()] });
  process.once("SIGTERM", () => void sdk.shutdown());
  return sdk;
}
