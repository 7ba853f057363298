import { classifyChunk } from "./functions/classification/classify-scenes";
import { planClassification } from "./functions/classification/plan-classification";
import { takeDown } from "./functions/collection/take-down";
import { colorObjects } from "./functions/color/color-objects";
import { planColors } from "./functions/color/plan-colors";
import { detectScene } from "./functions/detection/detect-scene";
import { detectScenes } from "./functions/detection/detect-scenes";
import { planDetection } from "./functions/detection/plan-detection";
import { importImages } from "./functions/import/import-images";
import { planImport } from "./functions/import/plan-import";
import { keepCancelledRun } from "./functions/maintenance/keep-cancelled-run";
import { keepWatch } from "./functions/maintenance/keep-watch";
import { runMaintenance } from "./functions/maintenance/run-maintenance";
import { runSchedules } from "./functions/maintenance/run-schedules";
import { sealNextJob } from "./functions/maintenance/seal-next-job";
import { sweepStuckWork } from "./functions/maintenance/sweep-stuck-work";
import { watchAlerts } from "./functions/maintenance/watch-alerts";
import { collectCandidates } from "./functions/scraping/collect-candidates";
import { planScrape } from "./functions/scraping/plan-scrape";

/** Every function this app serves to its Inngest server. */
export const functions = [
  planScrape,
  collectCandidates,
  takeDown,
  planImport,
  importImages,
  planDetection,
  detectScenes,
  detectScene,
  planColors,
  colorObjects,
  planClassification,
  classifyChunk,
  sealNextJob,
  keepCancelledRun,
  sweepStuckWork,
  keepWatch,
  runSchedules,
  runMaintenance,
  watchAlerts,
];
