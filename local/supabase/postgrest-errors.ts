/**
 * Supabase Lite maps some SQLSTATEs to HTTP as PostgREST does and turns the rest into a 500 without their code. This
 * rewrites the rest as the one form it passes through untouched: an error raised with sqlstate `PGRST`, whose message
 * and detail are the answer's body and status in JSON.
 */
export function toPostgrestError(error: unknown): unknown {
  if (!isDatabaseError(error) || isMappedByLite(error.code)) return error;
  const { code, message, detail = null, hint = null } = error;
  return {
    code: "PGRST",
    message: JSON.stringify({ code, message, details: detail, hint }),
    detail: JSON.stringify({ status: httpStatusOf(code), headers: {} }),
  };
}

type DatabaseError = { code: string; message: string; detail?: string | null; hint?: string | null };

const SQLSTATE = /^[0-9A-Z]{5}$/;
const MAPPED_CODES = new Set(["23502", "23503", "23505", "25006", "PGRST"]);
const MAPPED_CLASSES = new Set(["21", "22", "42", "55", "PT"]);

function isMappedByLite(code: string): boolean {
  return MAPPED_CODES.has(code) || MAPPED_CLASSES.has(code.slice(0, 2));
}

/** Source: PostgREST 14 documentation, "Errors", table "HTTP Status Codes". */
function httpStatusOf(code: string): number {
  if (code === "P0001") return 400;
  if (code === "53400") return 500;
  return STATUS_BY_CLASS[code.slice(0, 2)] ?? 400;
}

const STATUS_BY_CLASS: Record<string, number> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53": 503,
  "54": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

function isDatabaseError(error: unknown): error is DatabaseError {
  if (typeof error !== "object" || error === null || !("code" in error) || !("message" in error)) return false;
  return typeof error.code === "string" && SQLSTATE.test(error.code) && typeof error.message === "string";
}
