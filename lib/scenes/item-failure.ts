import { AppError, keptError, TimeoutError, UpstreamError } from "@/lib/errors";
import { BadImageError } from "@/lib/images/bad-image-error";
import type { ChunkItem, Outcome } from "@/lib/jobs/chunks.repository";
import { RefusedError } from "@/lib/rights/refused-error";

/**
 * Why one item failed for good, in words for people; null when the failure may pass and another try is left. What is not
 * an error of ours is a fault of the program and fails the whole chunk instead.
 */
export function toFailure(
  error: unknown,
  isLastTry: boolean,
  isLastTimeout = isLastTry,
): { code: string; message: string } | null {
  if (!(error instanceof AppError) || error.code === "internal") throw error;
  const isLast = error instanceof TimeoutError ? isLastTimeout : isLastTry;
  if (error instanceof UpstreamError && !isLast) return null;
  if (error instanceof RefusedError) return { code: `refused_${error.reason}`, message: error.message };
  return { code: error instanceof BadImageError ? error.reason : error.code, message: error.message };
}

export const SCENE_GONE = { code: "scene_gone", message: "The scene is not there any more." };

/** The outcome of an item that failed for good. */
export const failItem = ({ id }: ChunkItem, error: { code: string; message: string }): Outcome => ({
  item_id: id,
  status: "failed",
  error: keptError(error),
});
