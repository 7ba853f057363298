import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/**
 * Lets plain Node run files that import `@/lib/thing` and `./thing` without a suffix, as the bundlers allow:
 * `node --import ./test/support/node-alias.ts <file>`.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    // Next is no ES module package: plain Node wants the suffix of its parts.
    if (/^next\/\w+$/.test(specifier)) return nextResolve(`${specifier}.js`, context);
    const isAlias = specifier.startsWith("@/");
    const isOurs = !context.parentURL?.includes("/node_modules/");
    if (!isAlias && !(isOurs && specifier.startsWith("."))) return nextResolve(specifier, context);
    const url = isAlias ? new URL(specifier.slice(2), root) : new URL(specifier, context.parentURL);
    const withSuffix = new URL(`${url.href}.ts`);
    return nextResolve(existsSync(fileURLToPath(withSuffix)) ? withSuffix.href : url.href, context);
  },
});
