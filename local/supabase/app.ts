import { join } from "node:path";
import { App, setExperimental } from "@supabase/lite";
import type { SupabaseConfig } from "./config.ts";
import type { Database } from "./database.ts";
import { toPostgrestError } from "./postgrest-errors.ts";
import { createFileStore } from "./storage/file-store.ts";
import { imageTransform } from "./storage/image-transform.ts";

export const FILE_SIZE_MAX_BYTES = 50 * 1024 * 1024;

/**
 * Supabase Lite on `db`, with its system schemas in place.
 * @param isAdmin whether requests without a key run as service_role: only the database browser asks for it.
 */
export async function createApp(config: SupabaseConfig, db: Database, isAdmin = false): Promise<App> {
  setExperimental("storage", true);
  const app = new App({
    connection: db.connection,
    auth: {
      enabled: true,
      jwt_secret: config.keys.jwtSecret,
      publishable_key: config.keys.publishableKey,
      secret_key: config.keys.secretKey,
      site_url: config.siteUrl,
      email: { enable_confirmations: false },
    },
    storage: { enabled: true, file_size_limit: `${FILE_SIZE_MAX_BYTES}B` },
    options: { server: { admin: isAdmin, disableStudio: !isAdmin } },
  });
  app._storageAdapter = createFileStore(join(config.dataDir, "storage"));
  app._transformationAdapter = imageTransform;
  await app.init();
  return app;
}

/** Lets database errors reach the client the way PostgREST words them. */
export function patchErrors(db: Database): void {
  const normalize = db.connection.normalizeDbError.bind(db.connection);
  db.connection.normalizeDbError = (error) => toPostgrestError(normalize(error));
}
