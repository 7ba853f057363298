/** A parquet file of a dataset's own repository, by the naming that the hub's loaders follow. */
interface RepoFile {
  path: string;
  size: number | null;
  config: string;
  split: string;
}

const SPLIT_OF_FILE = /^([A-Za-z][A-Za-z_]*)(?:-\d+-of-\d+)?(?:-[0-9a-f]+)?\.parquet$/;

/** Parquet files with the configuration and split their path names: `data/train-00000-of-00002.parquet`, `<config>/test/0000.parquet`. */
export function repoFiles(siblings: { rfilename: string; size?: number | null | undefined }[]): RepoFile[] {
  return siblings
    .filter(({ rfilename }) => rfilename.endsWith(".parquet"))
    .map(({ rfilename: path, size }) => ({ path, size: size ?? null, ...place(path) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function repoSplits(siblings: { rfilename: string }[]): { config: string; split: string }[] {
  const keys = new Set(repoFiles(siblings).map(({ config, split }) => JSON.stringify({ config, split })));
  return [...keys].map((key) => JSON.parse(key) as { config: string; split: string }); // written in the line above
}

function place(path: string): { config: string; split: string } {
  const folders = path.split("/");
  const file = folders.pop() ?? "";
  const named = SPLIT_OF_FILE.exec(file)?.[1];
  const split = named ?? folders.pop() ?? "train";
  const config = folders.findLast((folder) => folder !== "data" && folder !== split);
  return { config: config ?? "default", split };
}
