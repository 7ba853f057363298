"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Images } from "lucide-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { SceneCard } from "@/components/scenes/scene-card";
import { Button, buttonStyles } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { LoadMore } from "@/components/ui/load-more";
import { EmptyState, ErrorNotice, LoadingRegion, Skeleton } from "@/components/ui/states";
import { type SceneFilters, sceneListQuery } from "./scenes.queries";
import { sceneSearch } from "./scenes.search";
import { ScenesFilters } from "./scenes-filters";

const GRID = "grid grid-cols-2 gap-3 sm:gap-4 md:grid-cols-3 xl:grid-cols-4";
const PLACEHOLDERS = ["a", "b", "c", "d", "e", "f", "g", "h"];

export function ScenesView() {
  const [filters, setFilters] = useQueryStates(sceneSearch);
  return (
    <>
      <ScenesFilters filters={filters} onChange={setFilters} />
      <ScenesGrid filters={filters} onReset={() => setFilters(null)} />
    </>
  );
}

function ScenesGrid({ filters, onReset }: { filters: SceneFilters; onReset: () => void }) {
  const query = useInfiniteQuery(sceneListQuery(filters));
  if (query.isPending) return <GridSkeleton />;
  if (query.error && !query.data) return <ErrorNotice error={query.error} onRetry={() => query.refetch()} />;
  const scenes = query.data.pages.flatMap((page) => page.items);
  if (scenes.length === 0) return <NoScenes isFiltered={Object.values(filters).some(Boolean)} onReset={onReset} />;
  return (
    <>
      <ul
        aria-label="Scenes"
        aria-busy={query.isPlaceholderData}
        className={cn(GRID, query.isPlaceholderData && "[&_img]:opacity-60")}
      >
        {scenes.map((scene) => (
          <li key={scene.id} className="min-w-0">
            <SceneCard scene={scene} />
          </li>
        ))}
      </ul>
      <LoadMore query={query} />
    </>
  );
}

function NoScenes({ isFiltered, onReset }: { isFiltered: boolean; onReset: () => void }) {
  if (isFiltered)
    return (
      <EmptyState
        icon={Images}
        title="No scene matches these filters"
        action={<Button onClick={onReset}>Show all scenes</Button>}
      />
    );
  return (
    <EmptyState
      icon={Images}
      title="No scenes yet"
      action={
        <Link href="/jobs/new" className={buttonStyles({ variant: "primary" })}>
          Collect the first ones
        </Link>
      }
    >
      Scenes appear here as soon as a job has stored them.
    </EmptyState>
  );
}

function GridSkeleton() {
  return (
    <LoadingRegion label="Loading scenes" className={GRID}>
      {PLACEHOLDERS.map((key) => (
        <Skeleton key={key} className="aspect-square rounded-lg" />
      ))}
    </LoadingRegion>
  );
}
