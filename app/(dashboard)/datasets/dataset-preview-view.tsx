"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import { FilterSelect } from "@/components/ui/filter-select";
import { formatCount } from "@/components/ui/format";
import { Panel } from "@/components/ui/panel";
import { ErrorNotice, LoadingRegion, Skeleton } from "@/components/ui/states";
import type { DatasetPreview } from "@/lib/contracts/imports";
import { DatasetFacts } from "./dataset-facts";
import { datasetPreviewQuery } from "./datasets.queries";
import type { DatasetChoice } from "./datasets.search";
import { ImportDatasetForm } from "./import-dataset-form";
import { PreviewRows } from "./preview-rows";

interface DatasetPreviewViewProps {
  choice: DatasetChoice;
  canWork: boolean;
  onChange: (change: Partial<DatasetChoice>) => void;
  onClose: () => void;
}

export function DatasetPreviewView({ choice, canWork, onChange, onClose }: DatasetPreviewViewProps) {
  const { data, error, isPending, refetch } = useQuery(datasetPreviewQuery(choice));
  return (
    <div className="flex flex-col gap-5">
      <button
        type="button"
        onClick={onClose}
        className="-ml-1 inline-flex items-center gap-1 self-start rounded-sm text-muted text-sm hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-4" /> All datasets
      </button>
      {isPending ? (
        <PreviewSkeleton />
      ) : error && !data ? (
        <ErrorNotice error={error} title={`${choice.dataset} cannot be shown`} onRetry={() => refetch()} />
      ) : (
        <PreviewContent preview={data} choice={choice} canWork={canWork} onChange={onChange} />
      )}
    </div>
  );
}

interface PreviewContentProps extends Omit<DatasetPreviewViewProps, "onClose"> {
  preview: DatasetPreview;
}

function PreviewContent({ preview, choice, canWork, onChange }: PreviewContentProps) {
  const rows = preview.row_count === null ? "First rows" : `First of ${formatCount(preview.row_count)} rows`;
  return (
    <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <Panel
          title={preview.dataset.id}
          description={rows}
          actions={<SplitChoice preview={preview} onChange={onChange} />}
        >
          <PreviewRows rows={preview.rows} hasImages={preview.mapping.image !== null} />
        </Panel>
        <DatasetFacts preview={preview} />
      </div>
      {canWork && (
        <section
          aria-label="Import this dataset"
          className="min-w-0 self-start rounded-lg border border-border bg-surface p-4 shadow-raised sm:p-5"
        >
          <ImportDatasetForm key={`${preview.config}/${preview.split}`} preview={preview} revision={choice.revision} />
        </section>
      )}
    </div>
  );
}

function SplitChoice({ preview, onChange }: Pick<PreviewContentProps, "preview" | "onChange">) {
  const { splits, config, split } = preview;
  const configs = [...new Set(splits.map((each) => each.config))];
  const ofConfig = splits.filter((each) => each.config === config).map((each) => each.split);
  return (
    <div className="flex flex-wrap gap-2">
      {configs.length > 1 && (
        <FilterSelect
          label="Configuration"
          value={config}
          options={configs}
          describe={String}
          anyLabel="First configuration"
          onChange={(value) => onChange({ config: value, split: null })}
        />
      )}
      {ofConfig.length > 1 && (
        <FilterSelect
          label="Split"
          value={split}
          options={ofConfig}
          describe={String}
          anyLabel="First split"
          onChange={(value) => onChange({ config, split: value })}
        />
      )}
    </div>
  );
}

function PreviewSkeleton() {
  return (
    <LoadingRegion label="Loading the dataset" className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
      <Skeleton className="h-96 rounded-lg" />
      <Skeleton className="h-72 rounded-lg" />
    </LoadingRegion>
  );
}
