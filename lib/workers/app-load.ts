/** Calls of the Inngest server to this process. */
export interface AppLoad {
  busy: number;
  done: number;
  failed: number;
}

const KEY = Symbol.for("modomo.app-load");

/** One a process: Next loads modules once a bundle, so a module's own variable would exist twice. */
export function appLoad(): AppLoad {
  const shared = globalThis as { [KEY]?: AppLoad };
  shared[KEY] ??= { busy: 0, done: 0, failed: 0 };
  return shared[KEY];
}

/** Counts what a route handler does; an answer of 500 and more counts as failed. */
export function counted<Args extends unknown[]>(handler: (...args: Args) => Promise<Response>) {
  return async (...args: Args): Promise<Response> => {
    const load = appLoad();
    load.busy += 1;
    let isDone = false;
    try {
      const response = await handler(...args);
      isDone = response.status < 500;
      return response;
    } finally {
      load.busy -= 1;
      load[isDone ? "done" : "failed"] += 1;
    }
  };
}
