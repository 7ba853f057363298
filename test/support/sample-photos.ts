import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../node_modules/material-dashboard/assets/img/", import.meta.url));

/** Bytes of a real photo from the installed npm package, such as `home-decor-1.jpg` or `products/product-11.jpg`. */
export const samplePhoto = (name: string): Buffer => readFileSync(folder + name);
