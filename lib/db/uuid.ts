/** The smallest UUIDv7 of a moment: everything made at it or later sorts at or after this. */
export function uuidV7Floor(timeMs: number): string {
  const hex = Math.max(0, Math.floor(timeMs)).toString(16).padStart(12, "0").slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
