import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Fails when a Markdown file of the repository cites a path of the repository that does not exist. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
}).split("\n");
const tops = new Set(files.filter((file) => file.includes("/")).map((file) => file.split("/")[0] ?? ""));

const dead = files
  .filter((file) => file.endsWith(".md") && existsSync(file))
  .flatMap((file) => citedPaths(file, readFileSync(file, "utf8")).map((path) => ({ file, path })))
  .filter(({ path }) => !existsSync(path));
for (const { file, path } of dead) process.stdout.write(`${file} cites ${path}, which does not exist\n`);
process.exitCode = dead.length > 0 ? 1 : 0;

/** Links relative to the file, and `code` that starts with one of the repository's own folders; patterns are left out. */
function citedPaths(file: string, text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].flatMap(([, target = ""]) =>
    /^[a-z]+:|^\//i.test(target) ? [] : [normalize(join(dirname(file), target))],
  );
  const inCode = [...text.matchAll(/`([\w.@()[\]-]+(?:\/[\w.@()[\]-]+)+\/?)(?::\d+)?`/g)].flatMap(([, path = ""]) =>
    tops.has(path.split("/")[0] ?? "") ? [path] : [],
  );
  return [...links, ...inCode];
}
