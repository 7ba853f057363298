import type { Db, Json } from "@/lib/db/client";
import type { Pace } from "./pace";

export interface TurnVerdict extends Pace {
  verdict: "go" | "wait" | "busy" | "blocked" | "stopped";
  waitMs: number;
  /** Why the host is blocked for the job. */
  reason: string | null;
}

/** @param askedAt by whose clock; the database's own when left out. */
export async function takeHostTurn(
  db: Db,
  turn: { host: string; id: string; leaseMs: number; jobId: string | null; askedAt?: Date | undefined },
): Promise<TurnVerdict> {
  const { data } = await db
    .rpc("take_host_turn", {
      target_host: turn.host,
      turn: turn.id,
      lease_ms: turn.leaseMs,
      ...(turn.jobId ? { target_job_id: turn.jobId } : {}),
      ...(turn.askedAt ? { asked_at: turn.askedAt.toISOString() } : {}),
    })
    .single()
    .throwOnError();
  return {
    verdict: data.verdict as TurnVerdict["verdict"],
    waitMs: data.wait_ms,
    delayMs: data.delay_ms,
    latencyMs: data.latency_ms,
    reason: data.reason,
  };
}

export async function holdHostTurn(db: Db, turn: { host: string; id: string; leaseMs: number }): Promise<void> {
  await db.rpc("hold_host_turn", { target_host: turn.host, turn: turn.id, lease_ms: turn.leaseMs }).throwOnError();
}

/** What is booked of a host for a job. */
export interface HostBooking {
  host: string;
  jobId: string | null;
  outcome: "fetched" | "unchanged" | "refused" | "failed";
  status?: number | null | undefined;
  bytes?: number | undefined;
  /** Shuts the host out for the rest of the job. */
  blockedReason?: string | null | undefined;
}

/** Gives the turn back and books the request. */
export async function endHostTurn(
  db: Db,
  end: HostBooking & Pace & { id: string; pauseMs: number; crawlDelayMs: number | null; endedAt?: Date | undefined },
): Promise<void> {
  const report = {
    ...bookingRow(end),
    turn: end.id,
    delay_ms: end.delayMs,
    latency_ms: end.latencyMs,
    crawl_delay_ms: end.crawlDelayMs,
    pause_ms: Math.ceil(end.pauseMs),
  };
  await db
    .rpc("end_host_turn", { report, ...(end.endedAt ? { ended_at: end.endedAt.toISOString() } : {}) })
    .throwOnError();
}

/** Books what took no request, such as a refusal by robots.txt. */
export async function bookHost(db: Db, booking: HostBooking): Promise<void> {
  if (booking.jobId) await db.rpc("book_host", { report: bookingRow(booking), asked: 0 }).throwOnError();
}

const bookingRow = ({ host, jobId, outcome, status, bytes, blockedReason }: HostBooking): Record<string, Json> => ({
  host,
  job_id: jobId,
  outcome,
  status: status ?? null,
  bytes: bytes ?? 0,
  blocked_reason: blockedReason ?? null,
});

/** A file a site keeps for machines, as it was fetched; status null: out of reach. */
export interface SiteFile {
  url: string;
  status: number | null;
  text: string;
  /** Milliseconds since 1970. */
  fetchedAt: number;
}

/** Those of the addresses that were fetched before. */
export async function findSiteFiles(db: Db, urls: string[]): Promise<SiteFile[]> {
  const { data } = await db.from("crawl_site_files").select("*").in("url", urls).throwOnError();
  return data.map(({ url, status, body, fetched_at }) => ({
    url,
    status,
    text: body,
    fetchedAt: Date.parse(fetched_at),
  }));
}

export async function saveSiteFile(db: Db, { url, status, text, fetchedAt }: SiteFile): Promise<void> {
  const row = { url, status, body: text, fetched_at: new Date(fetchedAt).toISOString() };
  await db.from("crawl_site_files").upsert(row, { onConflict: "url" }).throwOnError();
}
