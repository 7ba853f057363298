/** Keeps the last `max` results of something slow, by key and for a while; what fails is not kept. */
export function createKept<Value>(max: number, maxAgeMs: number) {
  const entries = new Map<string, { value: Promise<Value>; madeAt: number }>();
  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    const known = entries.get(key);
    entries.delete(key);
    const isFresh = known !== undefined && Date.now() - known.madeAt < maxAgeMs;
    const entry = isFresh ? known : { value: make(), madeAt: Date.now() };
    entries.set(key, entry); // last in the map is the last used
    const [oldest] = entries.keys();
    if (oldest !== undefined && entries.size > max) entries.delete(oldest);
    entry.value.catch(() => entries.get(key) === entry && entries.delete(key));
    return entry.value;
  };
}
