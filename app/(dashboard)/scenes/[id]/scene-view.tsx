"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { PaletteSwatches } from "@/components/colors/palette-swatches";
import { sceneTitle } from "@/components/scenes/scene-title";
import { Badge } from "@/components/ui/badge";
import { formatCount, humanize } from "@/components/ui/format";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, LoadingRegion, Skeleton } from "@/components/ui/states";
import type { SceneDetail } from "@/lib/contracts/scenes";
import { sceneDetailQuery } from "../scenes.queries";
import { AnnotationsPanel } from "./annotations-panel";
import { LabelsPanel } from "./labels-panel";
import { ObjectsPanel } from "./objects-panel";
import { ProvenancePanel } from "./provenance-panel";
import { SceneStage } from "./scene-stage";
import { useObjectFocus } from "./use-object-focus";

export function SceneView({ id }: { id: string }) {
  const { data: scene, error, isPending, refetch } = useQuery(sceneDetailQuery(id));
  if (isPending) return <SceneSkeleton />;
  if (error && !scene)
    return <ErrorNotice error={error} title="This scene cannot be shown" onRetry={() => refetch()} />;
  return <SceneContent scene={scene} />;
}

function SceneContent({ scene }: { scene: SceneDetail }) {
  const focus = useObjectFocus();
  return (
    <>
      <PageHeader
        eyebrow={
          <Link href="/scenes" className="-ml-1 inline-flex items-center gap-1 rounded-sm hover:text-ink">
            <ChevronLeft aria-hidden className="size-4" /> Scenes
          </Link>
        }
        title={sceneTitle(scene)}
        description={<SceneBadges scene={scene} />}
      />
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <SceneStage scene={scene} focus={focus} />
          <ObjectsPanel objects={scene.objects} focus={focus} />
          {scene.annotations.length > 0 && <AnnotationsPanel annotations={scene.annotations} />}
        </div>
        <div className="grid min-w-0 content-start gap-5 md:grid-cols-2 xl:grid-cols-1">
          <LabelsPanel classifications={scene.classifications} />
          <Panel title="Palette">
            {scene.palette.length > 0 ? (
              <PaletteSwatches palette={scene.palette} />
            ) : (
              <p className="text-muted">No palette has been made.</p>
            )}
          </Panel>
          <ProvenancePanel scene={scene} />
        </div>
      </div>
    </>
  );
}

function SceneBadges({ scene }: { scene: SceneDetail }) {
  const labels = [scene.image_type, scene.room_type, ...scene.styles].filter((label) => label !== null);
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {labels.map((label, index) => (
        <Badge key={label} tone={index === 0 ? "accent" : "neutral"}>
          {humanize(label)}
        </Badge>
      ))}
      <span className="ml-1 text-sm tabular-nums">
        {formatCount(scene.width_px)} × {formatCount(scene.height_px)} px
      </span>
    </span>
  );
}

function SceneSkeleton() {
  return (
    <LoadingRegion label="Loading the scene" className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <Skeleton className="h-8 w-72 max-w-full xl:col-span-2" />
      <Skeleton className="aspect-3/2 rounded-lg" />
      <Skeleton className="h-72 rounded-lg" />
    </LoadingRegion>
  );
}
