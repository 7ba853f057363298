"use client";

import { FileUp, FolderUp, X } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { formatCount } from "@/components/ui/format";

interface FileDropProps {
  files: File[];
  error: string | undefined;
  onChange: (files: File[]) => void;
}

/** Takes files and whole folders, chosen or dropped. */
export function FileDrop({ files, error, onChange }: FileDropProps) {
  const [isOver, setOver] = useState(false);
  const fileInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const id = useId();
  const handleDrop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onChange(await filesOf(event.dataTransfer));
  };
  const choose = (list: FileList | null) => list && list.length > 0 && onChange([...list]);
  return (
    <fieldset aria-describedby={error ? `${id}-error` : `${id}-hint`} className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium">Or files</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the two buttons inside */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={handleDrop}
        className={cn(
          "flex flex-col items-center gap-3 rounded-md border-2 border-border-strong/50 border-dashed px-4 py-6 text-center",
          isOver && "border-accent bg-accent-soft",
          error && "border-bad",
        )}
      >
        {files.length > 0 ? (
          <p className="flex flex-wrap items-center justify-center gap-2">
            <span className="break-all font-medium">{describe(files)}</span>
            <Button size="sm" variant="ghost" onClick={() => onChange([])}>
              <X aria-hidden /> Clear
            </Button>
          </p>
        ) : (
          <p className="text-muted">Drop pictures, a folder, a zip or a list here</p>
        )}
        <div className="flex flex-wrap justify-center gap-2">
          <Button size="sm" onClick={() => fileInput.current?.click()}>
            <FileUp aria-hidden /> Choose files
          </Button>
          <Button size="sm" onClick={() => folderInput.current?.click()}>
            <FolderUp aria-hidden /> Choose a folder
          </Button>
        </div>
        <input
          ref={fileInput}
          type="file"
          multiple
          hidden
          aria-label="Files"
          accept="image/*,.zip,.csv,.tsv,.txt,.jsonl,.ndjson,.parquet"
          onChange={(event) => choose(event.target.files)}
        />
        <input
          ref={folderInput}
          type="file"
          multiple
          hidden
          aria-label="Folder"
          {...{ webkitdirectory: "" /* every browser has it, the types do not */ }}
          onChange={(event) => choose(event.target.files)}
        />
      </div>
      <p id={`${id}-hint`} className="text-muted text-sm">
        Pictures as JPEG, PNG, WebP or AVIF. A zip may be a COCO, YOLO or Pascal VOC dataset: its annotations come
        along. A list has one address a line (txt, csv, jsonl); a parquet file has pictures or addresses. When files are
        chosen, the addresses above are left out.
      </p>
      {error && (
        <p id={`${id}-error`} className="font-medium text-bad text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}

const describe = (files: File[]): string =>
  files.length === 1 ? (files[0]?.name ?? "") : `${formatCount(files.length)} files`;

/** Dropped files, and those in dropped folders. */
async function filesOf({ items, files }: DataTransfer): Promise<File[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (!entries.some((entry) => entry.isDirectory)) return [...files];
  return (await Promise.all(entries.map(filesIn))).flat();
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  for (;;) {
    // A reader gives a hundred entries at a time, and none when it is done.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return found;
    found.push(...(await Promise.all(batch.map(filesIn))).flat());
  }
}
