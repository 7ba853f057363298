"use client";

import { useQueryStates } from "nuqs";
import { SearchInput } from "@/components/ui/search-input";
import { DatasetPreviewView } from "./dataset-preview-view";
import { DatasetResults } from "./dataset-results";
import { datasetSearch } from "./datasets.search";

/** A name that is typed or pasted whole is looked at at once; anything else is searched for. */
const isName = (text: string): boolean => /^(https?:\/\/|hf:\/\/)\S+$|^[\w.-]+\/[\w.-]+$/.test(text.trim());

export function DatasetsView({ canWork }: { canWork: boolean }) {
  const [{ q, dataset, config, split, revision }, setSearch] = useQueryStates(datasetSearch);
  const look = (name: string) => setSearch({ dataset: name, config: null, split: null, revision: null });
  if (dataset) {
    return (
      <DatasetPreviewView
        choice={{ dataset, config, split, revision }}
        canWork={canWork}
        onChange={setSearch}
        onClose={() => setSearch({ dataset: null, config: null, split: null, revision: null })}
      />
    );
  }
  return (
    <>
      <search className="mb-5 block">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (isName(q)) look(q.trim());
          }}
        >
          <SearchInput
            aria-label="Name of a dataset, or words to search for"
            placeholder="Words, namespace/name, or an address on huggingface.co"
            value={q}
            onChange={(event) => setSearch({ q: event.target.value })}
            className="max-w-xl"
          />
        </form>
      </search>
      <DatasetResults text={q} name={isName(q) ? q.trim() : null} onChoose={look} />
    </>
  );
}
