import type { GpuClient } from "@/lib/clients/gpu-worker";
import type { AnalyzedImage, AnalyzeRequest, AnalyzeResponse } from "@/lib/contracts/analyze";
import { MemoryError, TimeoutError } from "@/lib/errors";

type Images = AnalyzeRequest["images"];

/**
 * Has images analysed. When the worker dies of a batch or takes too long over it, each half is asked for alone, and so on
 * down to one image, which then fails alone (`memory` or `timeout`, not permanent). `models` is null when none went through.
 * @throws {UpstreamError} the worker is out of reach: nothing about the images.
 */
export async function analyzeInHalves(
  gpu: Pick<GpuClient, "analyze">,
  images: Images,
): Promise<{ results: AnalyzedImage[]; models: AnalyzeResponse["models"] | null }> {
  try {
    return await gpu.analyze({ images });
  } catch (error) {
    if (!(error instanceof MemoryError) && !(error instanceof TimeoutError)) throw error;
    const [first] = images;
    if (images.length <= 1 || !first) {
      const failure = { code: error.code, message: error.message, permanent: false };
      return { results: images.map(({ id }) => ({ id, ok: false, error: failure })), models: null };
    }
    const middle = Math.ceil(images.length / 2);
    const before = await analyzeInHalves(gpu, images.slice(0, middle));
    const after = await analyzeInHalves(gpu, images.slice(middle));
    return { results: [...before.results, ...after.results], models: before.models ?? after.models };
  }
}
