import { AsyncLocalStorage } from "node:async_hooks";

/** What one request holds: how many of its queries are under way, and the session they share. */
type Scope = { depth: number; session: Promise<() => void> | null };

/**
 * Hands the one database session to one request at a time, in the order they ask.
 *
 * PGlite is a single session. Without this, a statement of one request could run inside the transaction, and so under
 * the role, of another; a rollback would take both back.
 */
export class ExclusiveSession {
  #tail: Promise<void> = Promise.resolve();
  readonly #scopes = new AsyncLocalStorage<Scope>();

  /** Runs one request; inside it `acquire` is re-entrant, so a query outside a transaction cannot wait for its own. */
  runRequest<Result>(task: () => Promise<Result>): Promise<Result> {
    return this.#scopes.run({ depth: 0, session: null }, task);
  }

  /** Waits for the session. Call the answer once to give it back. */
  async acquire(): Promise<() => void> {
    const scope = this.#scopes.getStore();
    if (!scope) return this.#enqueue();
    scope.depth += 1;
    scope.session ??= this.#enqueue();
    const release = await scope.session;
    return () => {
      scope.depth -= 1;
      if (scope.depth > 0) return;
      scope.session = null;
      release();
    };
  }

  async #enqueue(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const previous = this.#tail;
    this.#tail = promise;
    await previous;
    return resolve;
  }
}
