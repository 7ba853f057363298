import { JOB_KINDS, type Job } from "../lib/contracts/jobs.ts";
import type { PaletteColor, SceneSummary } from "../lib/contracts/scenes.ts";
import { type Output, paint } from "./stack/logs.ts";

const BAR_WIDTH = 24;
/** Where lines cannot be rewritten (a log file), a stage that has something new speaks at most this often, or when its status changes. */
const PLAIN_LINE_EVERY_MS = 5000;

export interface ProgressView {
  show(jobs: readonly Job[]): void;
}

/** One line per stage: rewritten in place on a terminal, else a new line now and then. */
export function createProgressView(output: Output): ProgressView {
  const isTerminal = "isTTY" in output && output.isTTY === true;
  let shownLines = 0;
  const spoken = new Map<string, { status: string; text: string; atMs: number }>();
  return {
    show: (jobs) => {
      const stages = JOB_KINDS.flatMap(
        (kind) =>
          describeStage(
            kind,
            jobs.filter((job) => job.kind === kind),
          ) ?? [],
      );
      if (isTerminal) {
        if (shownLines > 0) output.write(`\x1b[${shownLines}A`);
        for (const { text } of stages) output.write(`\x1b[2K${text}\n`);
        shownLines = stages.length;
        return;
      }
      for (const { kind, status, text } of stages) {
        const before = spoken.get(kind);
        const isSoon = before?.status === status && Date.now() - before.atMs < PLAIN_LINE_EVERY_MS;
        if (isSoon || before?.text === text) continue;
        spoken.set(kind, { status, text, atMs: Date.now() });
        output.write(`${text}\n`);
      }
    },
  };
}

function describeStage(kind: string, jobs: readonly Job[]): { kind: string; status: string; text: string } | null {
  const last = jobs.at(-1);
  if (!last) return null;
  const current = jobs.reduce((sum, job) => sum + job.progress.current, 0);
  const total = jobs.reduce((sum, job) => sum + job.progress.total, 0);
  const status = jobs.find((job) => job.status === "running" || job.status === "failed")?.status ?? last.status;
  const done = total > 0 ? Math.round((BAR_WIDTH * Math.min(current, total)) / total) : 0;
  const bar = "█".repeat(done).padEnd(BAR_WIDTH, "·");
  const count = `${current}/${total}`.padStart(9);
  return { kind, status, text: `  ${kind.padEnd(9)} ${bar} ${count}  ${status.padEnd(9)} ${last.progress.message}` };
}

/** What was found in each scene, oldest first; wrong labels stand there as they are. */
export function renderScenes(scenes: readonly SceneSummary[], output: Output): string {
  const header = ["scene", "type", "room", "style", "objects", "colours"];
  const rows = scenes
    .toSorted((a, b) => a.id.localeCompare(b.id))
    .map((scene) => [
      scene.title ?? scene.id,
      scene.image_type ?? "-",
      scene.room_type ?? "-",
      scene.styles.join(", ") || "-",
      String(scene.object_count),
      topColours(scene.palette),
    ]);
  const limits = [30, 8, 14, 22, 7, 40];
  const widths = header.map((head, column) =>
    Math.min(limits[column] ?? 20, Math.max(head.length, ...rows.map((row) => (row[column] ?? "").length))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => clip(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [paint(output, "bold", line(header)), ...rows.map(line)].join("\n");
}

function topColours(palette: readonly PaletteColor[]): string {
  const top = palette.toSorted((a, b) => b.share - a.share).slice(0, 3);
  return top.map(({ name, share }) => `${name} ${Math.round(share * 100)}%`).join(", ") || "-";
}

function clip(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
