import type { RouteModules } from "@/lib/http/openapi";
import * as celeryReclassify from "../(celery)/classify/reclassify/route";
import * as celeryDetectProcess from "../(celery)/detect/process/route";
import * as celeryCancel from "../(celery)/jobs/[id]/cancel/route";
import * as celeryStatus from "../(celery)/jobs/[id]/celery-status/route";
import * as celeryActiveTasks from "../(celery)/jobs/celery/active-tasks/route";
import * as celeryProcessColors from "../(celery)/process/colors/route";
import * as celeryScraperStart from "../(celery)/scraper/start/route";
import * as alertsChannelsOne from "./alerts/channels/[id]/route";
import * as alertsChannelsOneTest from "./alerts/channels/[id]/test/route";
import * as alertsChannels from "./alerts/channels/route";
import * as alertsDeliveries from "./alerts/deliveries/route";
import * as alerts from "./alerts/route";
import * as alertsRulesOne from "./alerts/rules/[id]/route";
import * as alertsRules from "./alerts/rules/route";
import * as classifyReclassify from "./classify/reclassify/route";
import * as classifyScene from "./classify/scene/route";
import * as dashboard from "./dashboard/route";
import * as detectBatch from "./detect/batch/route";
import * as detectProcess from "./detect/process/route";
import * as health from "./health/route";
import * as importImages from "./import/images/route";
import * as jobsOneCancel from "./jobs/[id]/cancel/route";
import * as jobsOneEvents from "./jobs/[id]/events/route";
import * as jobsOneItems from "./jobs/[id]/items/route";
import * as jobsOneRetry from "./jobs/[id]/retry/route";
import * as jobsOne from "./jobs/[id]/route";
import * as jobsOneStatus from "./jobs/[id]/status/route";
import * as jobsActive from "./jobs/active/route";
import * as jobs from "./jobs/route";
import * as metrics from "./metrics/route";
import * as processColorsObject from "./process/colors/object/route";
import * as processColors from "./process/colors/route";
import * as queuesOnePurge from "./queues/[name]/purge/route";
import * as queuesOne from "./queues/[name]/route";
import * as queues from "./queues/route";
import * as queuesRouting from "./queues/routing/route";
import * as ready from "./ready/route";
import * as runs from "./runs/route";
import * as scenesOneImage from "./scenes/[id]/image/route";
import * as scenesOne from "./scenes/[id]/route";
import * as scenes from "./scenes/route";
import * as scraperStart from "./scraper/start/route";
import * as session from "./session/route";
import * as sources from "./sources/route";

/** Every endpoint but the Inngest SDK's own and the document itself; a test compares it with what is on disk. */
export const ROUTES: RouteModules = {
  "/api/alerts/channels/[id]/test": alertsChannelsOneTest,
  "/api/alerts/channels/[id]": alertsChannelsOne,
  "/api/alerts/channels": alertsChannels,
  "/api/alerts/deliveries": alertsDeliveries,
  "/api/alerts": alerts,
  "/api/alerts/rules/[id]": alertsRulesOne,
  "/api/alerts/rules": alertsRules,
  "/api/classify/reclassify": classifyReclassify,
  "/api/classify/scene": classifyScene,
  "/api/dashboard": dashboard,
  "/api/detect/batch": detectBatch,
  "/api/detect/process": detectProcess,
  "/api/health": health,
  "/api/import/images": importImages,
  "/api/jobs/[id]/cancel": jobsOneCancel,
  "/api/jobs/[id]/events": jobsOneEvents,
  "/api/jobs/[id]/items": jobsOneItems,
  "/api/jobs/[id]/retry": jobsOneRetry,
  "/api/jobs/[id]": jobsOne,
  "/api/jobs/[id]/status": jobsOneStatus,
  "/api/jobs/active": jobsActive,
  "/api/jobs": jobs,
  "/api/metrics": metrics,
  "/api/process/colors/object": processColorsObject,
  "/api/process/colors": processColors,
  "/api/queues/[name]/purge": queuesOnePurge,
  "/api/queues/[name]": queuesOne,
  "/api/queues": queues,
  "/api/queues/routing": queuesRouting,
  "/api/ready": ready,
  "/api/runs": runs,
  "/api/scenes/[id]/image": scenesOneImage,
  "/api/scenes/[id]": scenesOne,
  "/api/scenes": scenes,
  "/api/scraper/start": scraperStart,
  "/api/session": session,
  "/api/sources": sources,
  "/process/colors": celeryProcessColors,
  "/detect/process": celeryDetectProcess,
  "/scraper/start": celeryScraperStart,
  "/classify/reclassify": celeryReclassify,
  "/jobs/[id]/celery-status": celeryStatus,
  "/jobs/[id]/cancel": celeryCancel,
  "/jobs/celery/active-tasks": celeryActiveTasks,
};
