import type { z } from "zod";
import type { Scope } from "@/lib/contracts/identity";

/** An answer that is no error: the schema of its JSON, another media type, or no body at all. */
export type Answer = z.ZodType | { mediaType: string } | null;

/** What an endpoint takes and gives; the OpenAPI document is made from it. */
export interface RouteSpec<Params = unknown, Query = unknown, Body = unknown> {
  /** What it does, in one line. */
  summary: string;
  /** What the caller must be allowed to do; null is open to all. */
  scope: Scope | null;
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** By media type, where the handler reads the body itself. */
  bodies?: Record<string, z.ZodType>;
  /** Kept for old clients only. */
  isDeprecated?: boolean;
  /** By status. */
  answers: Record<number, Answer>;
}

/** A route handler that knows its own description. */
export const withSpec = <Handler extends object>(spec: RouteSpec, handler: Handler): Handler & { spec: RouteSpec } =>
  Object.assign(handler, { spec });
