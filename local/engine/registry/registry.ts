import { createHash } from "node:crypto";
import { z } from "zod";
import { stableId } from "../stable-id.ts";
import type { App, FunctionStore } from "../store/functions.ts";
import { type EngineFunction, type EventTrigger, RegistrationError, toFunction } from "./function.ts";
import { functionConfigSchema, type Registration } from "./payload.ts";

export type Registry = ReturnType<typeof createRegistry>;
export type Trigger = { fn: EngineFunction; trigger: EventTrigger };

/** All known functions, in memory for matching and on disk for restarts. */
export function createRegistry(store: FunctionStore) {
  const functions = new Map<string, EngineFunction>();
  const byId = new Map<string, EngineFunction>();
  const apps = new Map<string, App>(store.apps().map((app) => [app.name, app]));
  let exact = new Map<string, Trigger[]>();
  let wildcards: (Trigger & { prefix: string })[] = [];

  for (const row of store.all()) {
    const config = functionConfigSchema.parse(JSON.parse(row.configJson));
    remember({ ...toFunction(config, row.app), isArchived: row.isArchived });
  }
  index();

  function remember(fn: EngineFunction): void {
    functions.set(fn.slug, fn);
    byId.set(fn.id, fn);
  }

  function index(): void {
    exact = new Map();
    wildcards = [];
    for (const fn of functions.values()) {
      if (fn.isArchived) continue;
      for (const trigger of fn.events) {
        const prefix = wildcardPrefix(trigger.event);
        if (prefix !== null) wildcards.push({ fn, trigger, prefix });
        else exact.set(trigger.event, [...(exact.get(trigger.event) ?? []), { fn, trigger }]);
      }
    }
  }

  return {
    apps: (): App[] => [...apps.values()],
    functions: (): EngineFunction[] => [...functions.values()],
    /** By slug or by UUID; archived ones too, since their runs go on. */
    find: (idOrSlug: string): EngineFunction | undefined => functions.get(idOrSlug) ?? byId.get(idOrSlug),
    /** Triggers an event of this name may fire, conditions not yet looked at. */
    triggersFor: (eventName: string): Trigger[] => {
      const found = exact.get(eventName) ?? [];
      const wild = wildcards.filter(({ prefix }) => eventName.startsWith(prefix));
      return wild.length === 0 ? found : [...found, ...wild];
    },
    /**
     * Replaces everything known of one app.
     * @returns null when nothing changed.
     * @throws {RegistrationError} nothing of the registration was taken over.
     */
    register: (registration: Registration, nowMs: number): App | null => {
      const { appName, url, functions: raw } = registration;
      if (!appName) throw new RegistrationError("The registration does not name its app.");
      const checksum = createHash("sha256")
        .update(JSON.stringify([url, raw]))
        .digest("hex");
      if (apps.get(appName)?.checksum === checksum) return null;
      const incoming = raw.map((config) => parseFunction(config, appName));
      const slugs = new Set(incoming.map(({ fn }) => fn.slug));
      if (slugs.size !== incoming.length) throw new RegistrationError("Two functions of the app have the same id.");
      for (const { fn } of incoming) {
        const owner = functions.get(fn.slug);
        if (owner && owner.app !== appName && !owner.isArchived) {
          throw new RegistrationError(`Function "${fn.slug}" belongs to the app "${owner.app}".`);
        }
      }
      const app: App = {
        name: appName,
        id: stableId(`app:${appName}`),
        url,
        sdk: registration.sdk,
        framework: registration.framework,
        checksum,
        syncedAt: nowMs,
      };
      store.putApp(app);
      apps.set(appName, app);
      for (const fn of functions.values()) {
        if (fn.app !== appName || slugs.has(fn.slug) || fn.isArchived) continue;
        store.archive(fn.slug);
        remember({ ...fn, isArchived: true });
      }
      for (const { fn, configJson } of incoming) {
        store.put({ slug: fn.slug, id: fn.id, app: appName, configJson });
        remember(fn);
      }
      index();
      return app;
    },
  };
}

function parseFunction(raw: unknown, app: string): { fn: EngineFunction; configJson: string } {
  const parsed = functionConfigSchema.safeParse(raw);
  if (!parsed.success) {
    throw new RegistrationError(`A function's configuration cannot be read. ${z.prettifyError(parsed.error)}`);
  }
  return { fn: toFunction(parsed.data, app), configJson: JSON.stringify(raw) };
}

/** `prefix/*` and `prefix.*` match every name below; the star counts only there. */
function wildcardPrefix(name: string): string | null {
  return /[/.]\*$/.test(name) ? name.slice(0, -1) : null;
}
