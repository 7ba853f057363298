/**
 * Where the bytes with this hash live in a bucket: `ab/cd/<sha256>.<ext>`, so that no folder grows without bound and the
 * same bytes are always the same file.
 * @throws {RangeError} not a lower-case hex SHA-256, or an ending that is not one.
 */
export function storagePath(sha256: string, ext: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256) || !/^[a-z0-9]{1,8}$/.test(ext)) {
    throw new RangeError(`no storage path for "${sha256}.${ext}"`);
  }
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}.${ext}`;
}
