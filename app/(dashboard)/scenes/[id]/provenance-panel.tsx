import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { type Fact, FactList } from "@/components/ui/fact-list";
import { formatBytes, humanize } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/time";
import type { SceneDetail } from "@/lib/contracts/scenes";

const RIGHTS_TONES = { allowed: "ok", unknown: "warn", refused: "bad" } as const;

/** Where a scene comes from, under what terms, and what was checked when. */
export function ProvenancePanel({ scene }: { scene: SceneDetail }) {
  return (
    <Panel
      title="Provenance and rights"
      actions={<Badge tone={RIGHTS_TONES[scene.rights_state]}>{humanize(scene.rights_state)}</Badge>}
    >
      <FactList facts={provenanceFacts(scene)} />
      {scene.rights_events.length > 0 && (
        <details className="mt-4 border-border border-t pt-3">
          <summary className="rounded-sm font-medium text-sm">Checks on record ({scene.rights_events.length})</summary>
          <ol className="mt-2 flex flex-col gap-2 text-sm">
            {scene.rights_events.map((event) => (
              <li key={`${event.kind}/${event.created_at}`}>
                <span className="font-medium">{humanize(event.kind)}</span>{" "}
                <span className="text-muted">{event.decision}, </span>
                <RelativeTime value={event.created_at} className="text-muted" />
                <span className="block break-words text-muted">{event.detail}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </Panel>
  );
}

function provenanceFacts(scene: SceneDetail): Fact[] {
  const facts: (Fact | null)[] = [
    { label: "Source", value: humanize(scene.source) },
    scene.page_url
      ? { label: "Page", value: <OutLink href={scene.page_url} label={hostAndPath(scene.page_url)} /> }
      : null,
    { label: "Author", value: scene.author ?? "Not stated" },
    { label: "Licence", value: <Licence scene={scene} /> },
    scene.tags.length > 0 ? { label: "Tags", value: scene.tags.join(", ") } : null,
    { label: "Collected", value: <RelativeTime value={scene.created_at} /> },
    { label: "File", value: `${scene.format.toUpperCase()}, ${formatBytes(scene.bytes)}` },
    { label: "SHA-256", value: <Digest value={scene.sha256} name="SHA-256" /> },
    { label: "Perceptual hash", value: <Digest value={scene.phash} name="perceptual hash" /> },
  ];
  return facts.filter((fact) => fact !== null);
}

function Licence({ scene }: { scene: SceneDetail }) {
  if (!scene.licence) return "Not stated";
  return scene.licence_url ? <OutLink href={scene.licence_url} label={scene.licence} /> : scene.licence;
}

/** A link out of the dashboard; an address that is not of the web stays text, since sources write these. */
function OutLink({ href, label }: { href: string; label: string }) {
  if (!/^https?:\/\//i.test(href)) return label;
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="rounded-sm text-accent underline-offset-4 hover:underline"
    >
      {label}
    </a>
  );
}

function Digest({ value, name }: { value: string; name: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="truncate font-mono text-xs">{value}</code>
      <CopyButton value={value} label={`Copy the ${name}`} />
    </span>
  );
}

function hostAndPath(address: string): string {
  const url = URL.parse(address);
  return url ? url.host + url.pathname : address;
}
