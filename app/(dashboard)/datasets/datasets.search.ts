import { debounce, parseAsString } from "nuqs/server";

const TYPING_PAUSE_MS = 400;

/** What is searched for and looked at, as it stands in the URL. */
export const datasetSearch = {
  q: parseAsString.withDefault("interior").withOptions({ limitUrlUpdates: debounce(TYPING_PAUSE_MS) }),
  dataset: parseAsString,
  config: parseAsString,
  split: parseAsString,
  revision: parseAsString,
};

export interface DatasetChoice {
  dataset: string;
  config: string | null;
  split: string | null;
  revision: string | null;
}
