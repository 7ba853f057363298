import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { log } from "@/lib/log";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
const MAC_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * A Chromium to run: the one that was named, else one installed on the machine, else the one of the npm package
 * `@sparticuz/chromium` (x64 Linux only, unpacked on first use).
 * @param chosen path of `MODOMO_CHROMIUM_PATH`.
 * @returns null when there is none.
 */
export async function findChromium(chosen: string | undefined, path = process.env.PATH ?? ""): Promise<string | null> {
  if (chosen) return (await isExecutable(chosen)) ? chosen : null;
  const installed = [
    ...path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...MAC_PATHS,
  ];
  for (const candidate of installed) if (await isExecutable(candidate)) return candidate;
  return packagedChromium();
}

async function packagedChromium(): Promise<string | null> {
  try {
    const { default: packaged } = await import("@sparticuz/chromium");
    return await packaged.executablePath();
  } catch (error) {
    log.debug({ err: error }, "the packaged Chromium is not there");
    return null; // an optional package
  }
}

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
