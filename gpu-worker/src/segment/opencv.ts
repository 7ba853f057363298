import { createRequire } from "node:module";

export type OpenCv = typeof import("@techstark/opencv-js");

/**
 * Loads OpenCV's WebAssembly build (about a second, 70 MB). Call it in one module of one thread only: the package has a
 * single `onRuntimeInitialized` slot, and its module object is thenable without ever settling, so it must not be awaited
 * nor resolve a promise; it comes wrapped.
 */
export async function loadOpenCv(): Promise<{ cv: OpenCv }> {
  const cv: OpenCv & { onRuntimeInitialized?: () => void } = createRequire(import.meta.url)("@techstark/opencv-js");
  if (cv.Mat) return { cv };
  await new Promise<void>((resolve) => {
    cv.onRuntimeInitialized = () => resolve();
  });
  return { cv };
}

/** Runs `work` and frees every Mat it kept, whether it returns or throws: WebAssembly memory has no collector. */
export function withMats<T>(work: (keep: <M extends { delete(): void }>(mat: M) => M) => T): T {
  const mats: { delete(): void }[] = [];
  try {
    return work((mat) => {
      mats.push(mat);
      return mat;
    });
  } finally {
    for (const mat of mats) mat.delete();
  }
}
