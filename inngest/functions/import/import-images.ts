import { importChunk } from "@/lib/scenes/import-images";
import { chunkFunction } from "../../chunk-function";

/** A chunk of pictures: addresses, uploaded files, entries of an archive, or rows of a dataset. */
export const importImages = chunkFunction({
  id: "import-images",
  kind: "import",
  queue: "import",
  work: importChunk,
});
