import pino from "pino";
import { serveGallery } from "./serve.ts";

const DEFAULT_PORT = 8791;

const log = pino({ level: process.env.MODOMO_LOG_LEVEL ?? "info", base: null });
const gallery = await serveGallery(Number(process.env.MODOMO_GALLERY_PORT ?? DEFAULT_PORT));
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    gallery.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
log.info({ url: gallery.origin }, "gallery ready");
