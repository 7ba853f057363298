import { parseArgs } from "node:util";
import { examine, type Finding } from "./doctor-checks.ts";
import { paint } from "./stack/logs.ts";
import { readSettings } from "./stack/settings.ts";

/** `npm run doctor`: what is installed, what would be used, what is missing. Exit 1 only when something needed is missing. */
const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const COLOURS = { ok: "green", note: "yellow", missing: "red" } as const;

const findings = await examine(readSettings(process.env));
process.stdout.write(values.json ? `${JSON.stringify({ findings })}\n` : `${findings.map(render).join("\n")}\n`);
if (!values.json && findings.some(({ status }) => status !== "ok"))
  process.stdout.write("More on each of these: docs/deployment.md, Troubleshooting.\n");
process.exitCode = findings.some(({ status }) => status === "missing") ? 1 : 0;

function render({ name, status, detail, fix }: Finding): string {
  const mark = paint(process.stdout, COLOURS[status], status.padEnd(7));
  return `${mark} ${name.padEnd(13)} ${detail}${fix ? `\n${" ".repeat(22)}→ ${fix}` : ""}`;
}
