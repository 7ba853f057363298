const { dirname } = require("node:path");

/**
 * How imports resolve, for the layer check: `@/` is the root. The tsconfig cannot serve here, since its base folder would
 * make the npm package `inngest` the room of the same name.
 */
module.exports = {
  resolve: { alias: { "@": dirname(__dirname) }, extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
};
