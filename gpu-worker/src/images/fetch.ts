import { ImageError } from "../errors.ts";

interface FetchLimits {
  readonly bytesMax: number;
  readonly timeoutMs: number;
}

/**
 * Fetches one image from Storage. The caller has checked the URL's origin; redirects are refused, since they would leave it.
 * @throws {ImageError} permanent when the file is not there, too large or redirected; transient otherwise.
 */
export async function fetchImage(url: string, { bytesMax, timeoutMs }: FetchLimits): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    assertOk(response);
    return await readAtMost(response, bytesMax);
  } catch (cause) {
    if (cause instanceof ImageError) throw cause;
    throw new ImageError("storage_unreachable", "Storage did not deliver the image in time; try again.", {
      isPermanent: false,
      cause,
    });
  }
}

function assertOk({ ok, status }: Response): void {
  if (ok) return;
  if (status >= 300 && status < 400) {
    throw new ImageError("redirect_refused", "Storage answered with a redirect, which this worker does not follow.", {
      isPermanent: true,
    });
  }
  if (status === 404 || status === 410) {
    throw new ImageError("not_found", "Storage has no file at this URL.", { isPermanent: true });
  }
  throw new ImageError("storage_unreachable", `Storage answered ${status}; the signed URL may have expired.`, {
    isPermanent: false,
  });
}

/** The body is counted as it arrives: a header may lie. */
async function readAtMost(response: Response, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > bytesMax) throw tooManyBytes(bytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function tooManyBytes(bytesMax: number): ImageError {
  const limit = `${Math.floor(bytesMax / 1_048_576)} MiB`;
  return new ImageError("too_many_bytes", `The file is larger than ${limit}.`, { isPermanent: true });
}
