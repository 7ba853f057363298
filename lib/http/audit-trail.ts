import { randomUUID } from "node:crypto";
import { endAudit } from "@/lib/audit/audit.repository";
import { redact } from "@/lib/audit/redact";
import type { Change } from "@/lib/auth/authorise";
import type { Db } from "@/lib/db/client";
import { log } from "@/lib/log";

/** What a handler adds to the audit entry of its change. */
export interface AuditNote {
  /** Id of what was changed, where the path does not have it. */
  subject?: string;
  detail?: Record<string, unknown>;
}

/** The audit entry of one request: begun before the change, so that none is made unseen, and completed after it. */
export interface AuditTrail {
  change: Change;
  annotate(note: AuditNote): void;
  /** Never fails: what cannot be written goes to the log, and the entry that was begun stays with an unknown end. */
  end(db: Db, auditId: string, response: Response): Promise<void>;
}

export function openAuditTrail(request: Request, params: Record<string, unknown>): AuditTrail {
  const pathname = new URL(request.url).pathname;
  const change: Change = {
    action: `${request.method} ${toTemplate(pathname, params)}`,
    subject: String(Object.values(params)[0] ?? ""),
    requestId: randomUUID(),
  };
  const note: Required<AuditNote> = { subject: change.subject, detail: {} };
  return {
    change,
    annotate: ({ subject, detail }) => {
      note.subject = subject ?? note.subject;
      note.detail = { ...note.detail, ...detail };
    },
    end: async (db, auditId, response) => {
      const subject = note.subject || lastSegment(response.headers.get("location"));
      const entry = { status: response.status, subject, detail: redact(note.detail) };
      try {
        await endAudit(db, auditId, entry);
      } catch (err) {
        log.error({ err, auditId, ...change, ...entry }, "the end of a change could not be written to the audit log");
      }
    },
  };
}

/** `/api/jobs/01…/cancel` → `/api/jobs/{id}/cancel`, as the API's document names it. */
function toTemplate(pathname: string, params: Record<string, unknown>): string {
  const names = new Map(Object.entries(params).map(([name, value]) => [encodeURIComponent(String(value)), name]));
  const segments = pathname.split("/").map((segment) => {
    const name = names.get(segment) ?? names.get(encodeURIComponent(segment));
    return name ? `{${name}}` : segment;
  });
  return segments.join("/").slice(0, 200);
}

const lastSegment = (location: string | null): string => location?.split("/").at(-1) ?? "";
