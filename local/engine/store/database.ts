import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { migrate } from "./schema.ts";

export type Row = Record<string, SQLInputValue>;

export type Statement = {
  run: (...params: SQLInputValue[]) => number;
  get: (...params: SQLInputValue[]) => Row | undefined;
  all: (...params: SQLInputValue[]) => Row[];
};

export type Database = {
  prepare: (sql: string) => Statement;
  /** Runs `work` all or nothing inside the tick's shared transaction; its effects are durable after `committed()`. */
  write: <T>(work: () => T) => T;
  /** Resolves when everything written so far is on disk. */
  committed: () => Promise<void>;
  /** Called once inside every tick's transaction, just before it commits. */
  onTick: (hook: () => void) => void;
  /** Called after the tick that is open now has committed; forgotten if the surrounding `write` rolls back. */
  afterCommit: (callback: () => void) => void;
  /** Makes sure a tick follows, even with nothing to write. */
  requestTick: () => void;
  sizeBytes: () => number;
  close: () => void;
};

export type DatabaseOptions = {
  path: string;
  /** `normal` survives the death of the process, `full` also a power cut, at the price of one fsync a tick. */
  sync: "normal" | "full";
  /** A commit that fails leaves memory ahead of disk; the process must end and start again from disk. */
  onFatal: (error: unknown) => void;
};

/**
 * One SQLite file with group commit: all writes of one turn of the event loop share a transaction, which commits
 * before any answer or call that depends on them leaves the process.
 * @throws {Error} another process holds the file.
 */
export function openDatabase({ path, sync, onFatal }: DatabaseOptions): Database {
  const sqlite = openExclusive(path, sync);
  const control = {
    begin: sqlite.prepare("BEGIN IMMEDIATE"),
    commit: sqlite.prepare("COMMIT"),
    savepoint: sqlite.prepare("SAVEPOINT work"),
    release: sqlite.prepare("RELEASE work"),
    rollback: sqlite.prepare("ROLLBACK TO work"),
  };
  const statements = new Map<string, Statement>();
  const hooks: (() => void)[] = [];
  let callbacks: (() => void)[] = [];
  let isOpen = false;
  let isClosed = false;
  let isWriting = false;

  function begin(): void {
    if (isOpen) return;
    control.begin.run();
    isOpen = true;
    setImmediate(tick);
  }

  function tick(): void {
    if (!isOpen || isClosed) return;
    try {
      for (const hook of hooks) hook();
      control.commit.run();
    } catch (error) {
      isClosed = true;
      onFatal(error);
      return;
    }
    isOpen = false;
    const due = callbacks;
    callbacks = [];
    for (const callback of due) callback();
  }

  function write<T>(work: () => T): T {
    if (isWriting) return work();
    begin();
    const callbacksBefore = callbacks.length;
    isWriting = true;
    control.savepoint.run();
    try {
      const result = work();
      control.release.run();
      return result;
    } catch (error) {
      control.rollback.run();
      control.release.run();
      callbacks.length = callbacksBefore;
      throw error;
    } finally {
      isWriting = false;
    }
  }

  return {
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known) return known;
      const statement = wrap(sqlite.prepare(sql));
      statements.set(sql, statement);
      return statement;
    },
    write,
    committed: () => (isOpen ? new Promise((resolve) => callbacks.push(resolve)) : Promise.resolve()),
    onTick: (hook) => void hooks.push(hook),
    afterCommit: (callback) => {
      begin();
      callbacks.push(callback);
    },
    requestTick: () => {
      if (!isClosed) begin();
    },
    sizeBytes: () => {
      const pages = Number(sqlite.prepare("PRAGMA page_count").get()?.page_count ?? 0);
      return pages * Number(sqlite.prepare("PRAGMA page_size").get()?.page_size ?? 0);
    },
    close: () => {
      if (isClosed) return;
      if (isOpen) sqlite.exec("COMMIT");
      isOpen = false;
      isClosed = true;
      sqlite.close();
      for (const callback of callbacks) callback();
    },
  };
}

function openExclusive(path: string, sync: "normal" | "full"): DatabaseSync {
  const sqlite = new DatabaseSync(path, { timeout: 0 });
  try {
    sqlite.exec("PRAGMA locking_mode = EXCLUSIVE");
    sqlite.exec("PRAGMA auto_vacuum = INCREMENTAL");
    sqlite.exec("PRAGMA journal_mode = WAL");
    sqlite.exec(`PRAGMA synchronous = ${sync}`);
    sqlite.exec("PRAGMA journal_size_limit = 67108864");
    sqlite.exec("PRAGMA wal_autocheckpoint = 4000");
    sqlite.exec("PRAGMA cache_size = -65536");
    sqlite.exec("PRAGMA temp_store = MEMORY");
    migrate(sqlite);
    return sqlite;
  } catch (error) {
    sqlite.close();
    if (!(error instanceof Error) || !/locked|busy/i.test(error.message)) throw error;
    const advice = "Stop that engine first, or give this one another folder (--data).";
    throw new Error(`Another engine is using ${path}. ${advice}`, { cause: error });
  }
}

function wrap(statement: StatementSync): Statement {
  return {
    run: (...params) => Number(statement.run(...params).changes),
    get: (...params) => statement.get(...params) as Row | undefined, // the driver types every column as unknown
    all: (...params) => statement.all(...params) as Row[], // as above
  };
}
