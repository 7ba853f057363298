import { AppError } from "@/lib/errors";
import { BadImageError } from "@/lib/images/bad-image-error";

/**
 * Why one item failed for good, in words for people; null when the failure may pass and another try is left. What is not
 * an error of ours is a fault of the program and fails the whole chunk instead.
 */
export function toFailure(error: unknown, isLastTry: boolean): { code: string; message: string } | null {
  if (!(error instanceof AppError) || error.code === "internal") throw error;
  if (error.code === "upstream" && !isLastTry) return null;
  return { code: error instanceof BadImageError ? error.reason : error.code, message: error.message };
}
