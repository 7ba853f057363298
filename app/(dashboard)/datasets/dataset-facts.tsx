import { ExternalLink } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { FactList } from "@/components/ui/fact-list";
import { formatCount } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import type { DatasetPreview } from "@/lib/contracts/imports";
import { LicenceBadge } from "./licence-badge";

/** Where the dataset stands: licence, access, commit, and what its columns hold. */
export function DatasetFacts({ preview }: { preview: DatasetPreview }) {
  const { dataset, columns, viewer_note: note, partial } = preview;
  return (
    <Panel title="About the dataset">
      <FactList
        facts={[
          { label: "Licence", value: <LicenceNote licence={dataset.licence} /> },
          { label: "Access", value: describeAccess(dataset) },
          { label: "Downloads", value: formatCount(dataset.downloads) },
          { label: "Commit", value: <code className="text-sm">{dataset.sha.slice(0, 12)}</code> },
          {
            label: "Columns",
            value: (
              <span className="flex flex-wrap gap-1.5">
                {columns.map(({ name, kind }) => (
                  <Badge key={name} tone={kind === "image" || kind === "images" ? "accent" : "neutral"}>
                    {name}: {kind}
                  </Badge>
                ))}
              </span>
            ),
          },
          ...(note ? [{ label: "Viewer", value: `${note} The rows come from the dataset's own files.` }] : []),
          ...(partial
            ? [{ label: "Part", value: "Only the first 5 GB of this split were converted and can be read." }]
            : []),
          {
            label: "Page",
            value: (
              <a
                href={dataset.url}
                rel="noreferrer"
                target="_blank"
                className="inline-flex items-center gap-1 break-all text-accent hover:underline"
              >
                {dataset.url} <ExternalLink aria-label="opens in a new tab" className="size-3.5" />
              </a>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function LicenceNote({ licence }: { licence: string | null }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <LicenceBadge licence={licence} />
      <span className="text-muted text-sm">
        {licence
          ? "The uploader's claim. Check that the pictures were theirs to license."
          : "Without a licence the pictures can be studied here, and are left out of exports."}
      </span>
    </span>
  );
}

function describeAccess({ gated, private: isPrivate }: DatasetPreview["dataset"]): string {
  if (isPrivate) return "Private; read with the token of this server";
  return gated ? "Gated; read with the token of this server" : "Open to all";
}
