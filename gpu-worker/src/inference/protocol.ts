import type { Analysis, AnalyzeJob } from "../analyzer.ts";
import type { ImageErrorCode } from "../errors.ts";

/** What the inference process is started with: one JSON argument. */
export interface InferenceSettings {
  readonly modelsDir: string;
  readonly threads: number;
  readonly allowedLicences: readonly string[];
}

export interface InferenceRequest {
  readonly id: number;
  readonly job: AnalyzeJob;
  /** The span it belongs to, as headers carry it. */
  readonly trace: Record<string, string>;
}

/** What the process has used so far; it comes with every message. */
export interface Usage {
  readonly rssMb: number;
  /** Time on the processors since its start. */
  readonly cpuMs: number;
}

export type InferenceFailure =
  | { readonly kind: "image"; readonly code: ImageErrorCode; readonly message: string; readonly isPermanent: boolean }
  | { readonly kind: "other"; readonly message: string; readonly stack: string | undefined };

/** Without an id: the models are loaded. */
export type InferenceMessage =
  | { readonly usage: Usage; readonly id: null }
  | { readonly usage: Usage; readonly id: number; readonly analysis: Analysis }
  | { readonly usage: Usage; readonly id: number; readonly failure: InferenceFailure };
