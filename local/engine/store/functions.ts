import { flag, integer, text } from "./columns.ts";
import type { Database, Row } from "./database.ts";

export type App = {
  name: string;
  id: string;
  url: string;
  sdk: string;
  framework: string;
  checksum: string;
  syncedAt: number;
};
export type StoredFunction = { slug: string; id: string; app: string; configJson: string; isArchived: boolean };
export type FunctionStore = ReturnType<typeof createFunctionStore>;

export function createFunctionStore(db: Database) {
  const putApp = db.prepare(
    "INSERT OR REPLACE INTO apps (name, id, url, sdk, framework, checksum, synced_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const apps = db.prepare("SELECT * FROM apps ORDER BY name");
  const put = db.prepare(
    "INSERT OR REPLACE INTO functions (slug, id, app, config_json, is_archived) VALUES (?, ?, ?, ?, 0)",
  );
  const archive = db.prepare("UPDATE functions SET is_archived = 1 WHERE slug = ?");
  const all = db.prepare("SELECT * FROM functions ORDER BY slug");
  return {
    putApp: (app: App): void =>
      void putApp.run(app.name, app.id, app.url, app.sdk, app.framework, app.checksum, app.syncedAt),
    apps: (): App[] => apps.all().map(toApp),
    put: (fn: Omit<StoredFunction, "isArchived">): void => void put.run(fn.slug, fn.id, fn.app, fn.configJson),
    archive: (slug: string): void => void archive.run(slug),
    all: (): StoredFunction[] => all.all().map(toFunctionRow),
  };
}

const toApp = (row: Row): App => ({
  name: text(row.name),
  id: text(row.id),
  url: text(row.url),
  sdk: text(row.sdk),
  framework: text(row.framework),
  checksum: text(row.checksum),
  syncedAt: integer(row.synced_at),
});

const toFunctionRow = (row: Row): StoredFunction => ({
  slug: text(row.slug),
  id: text(row.id),
  app: text(row.app),
  configJson: text(row.config_json),
  isArchived: flag(row.is_archived),
});
