export type Heap<T> = {
  push: (value: T) => void;
  pop: () => T | undefined;
  peek: () => T | undefined;
  size: () => number;
};

/** A binary heap; `isBefore` decides which of two comes out first. */
export function createHeap<T>(isBefore: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = [];
  const before = (a: number, b: number): boolean => {
    const [left, right] = [items[a], items[b]];
    return left !== undefined && right !== undefined && isBefore(left, right);
  };
  const swap = (a: number, b: number): void => {
    const [left, right] = [items[a], items[b]];
    if (left === undefined || right === undefined) return;
    items[a] = right;
    items[b] = left;
  };
  function down(start: number): void {
    let index = start;
    for (;;) {
      const left = index * 2 + 1;
      const smallest = before(left + 1, left) ? left + 1 : left;
      if (!before(smallest, index)) return;
      swap(index, smallest);
      index = smallest;
    }
  }
  return {
    push: (value) => {
      items.push(value);
      for (let index = items.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1;
        if (!before(index, parent)) return;
        swap(index, parent);
        index = parent;
      }
    },
    pop: () => {
      const first = items[0];
      const last = items.pop();
      if (items.length > 0 && last !== undefined) {
        items[0] = last;
        down(0);
      }
      return first;
    },
    peek: () => items[0],
    size: () => items.length,
  };
}
