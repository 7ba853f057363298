import { constants } from "node:os";

export interface Interrupt {
  /** Aborts at the first Ctrl-C, SIGTERM or SIGHUP. */
  signal: AbortSignal;
  /** Aborts when the user insists: a second signal, not less than a second later. */
  force: AbortSignal;
  /** Resolves (with null) at the same moment; for use in a race. */
  stopped: Promise<null>;
  /** 128 + the first signal's number, as shells expect; 0 while there was none. */
  exitCode(): number;
}

/** One Ctrl-C reaches us up to three times, from the terminal, npm and the bootstrap; so what comes within a second is one. */
const SAME_PRESS_MS = 1000;

export function listenForInterrupt(): Interrupt {
  const first = new AbortController();
  const second = new AbortController();
  const { promise: stopped, resolve } = Promise.withResolvers<null>();
  let code = 0;
  let firstAtMs = 0;
  const onSignal = (name: NodeJS.Signals) => {
    if (first.signal.aborted) {
      if (Date.now() - firstAtMs > SAME_PRESS_MS) second.abort();
      return;
    }
    firstAtMs = Date.now();
    code = 128 + constants.signals[name];
    first.abort(new Error(`stopped by ${name}`));
    resolve(null);
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  return { signal: first.signal, force: second.signal, stopped, exitCode: () => code };
}
