import type { RouteModules } from "@/lib/http/openapi";
import * as celeryReclassify from "../(celery)/classify/reclassify/route";
import * as celeryDetectProcess from "../(celery)/detect/process/route";
import * as celeryImport from "../(celery)/import/huggingface-dataset/route";
import * as celeryCancel from "../(celery)/jobs/[id]/cancel/route";
import * as celeryStatus from "../(celery)/jobs/[id]/celery-status/route";
import * as celeryActiveTasks from "../(celery)/jobs/celery/active-tasks/route";
import * as celeryDashboard from "../(celery)/jobs/celery/dashboard/route";
import * as celeryPurgeQueue from "../(celery)/jobs/celery/purge-queue/[name]/route";
import * as celeryQueues from "../(celery)/jobs/celery/queues/route";
import * as celeryWorkers from "../(celery)/jobs/celery/workers/route";
import * as celeryProcessColors from "../(celery)/process/colors/route";
import * as celeryScraperStart from "../(celery)/scraper/start/route";
import * as alertsChannelsOne from "./alerts/channels/[id]/route";
import * as alertsChannelsOneTest from "./alerts/channels/[id]/test/route";
import * as alertsChannels from "./alerts/channels/route";
import * as alertsDeliveries from "./alerts/deliveries/route";
import * as alerts from "./alerts/route";
import * as alertsRulesOne from "./alerts/rules/[id]/route";
import * as alertsRules from "./alerts/rules/route";
import * as auditActions from "./audit/actions/route";
import * as audit from "./audit/route";
import * as classifyReclassify from "./classify/reclassify/route";
import * as classifyScene from "./classify/scene/route";
import * as crawlsOneHosts from "./crawls/[id]/hosts/route";
import * as crawlsOneResume from "./crawls/[id]/resume/route";
import * as crawlsOneStop from "./crawls/[id]/stop/route";
import * as crawls from "./crawls/route";
import * as dashboard from "./dashboard/route";
import * as deadLettersOneItems from "./dead-letters/[id]/items/route";
import * as deadLettersOne from "./dead-letters/[id]/route";
import * as deadLettersDiscard from "./dead-letters/discard/route";
import * as deadLettersReplay from "./dead-letters/replay/route";
import * as deadLetters from "./dead-letters/route";
import * as detectBatch from "./detect/batch/route";
import * as detectProcess from "./detect/process/route";
import * as health from "./health/route";
import * as importDataset from "./import/dataset/route";
import * as importHuggingFace from "./import/huggingface-dataset/route";
import * as importImages from "./import/images/route";
import * as jobsOneCancel from "./jobs/[id]/cancel/route";
import * as jobsOneEvents from "./jobs/[id]/events/route";
import * as jobsOneItems from "./jobs/[id]/items/route";
import * as jobsOneLogs from "./jobs/[id]/logs/route";
import * as jobsOneReport from "./jobs/[id]/report/route";
import * as jobsOneRerun from "./jobs/[id]/rerun/route";
import * as jobsOneRetry from "./jobs/[id]/retry/route";
import * as jobsOne from "./jobs/[id]/route";
import * as jobsOneStatus from "./jobs/[id]/status/route";
import * as jobsActive from "./jobs/active/route";
import * as jobsBulk from "./jobs/bulk/route";
import * as jobsFiltersOne from "./jobs/filters/[id]/route";
import * as jobsFilters from "./jobs/filters/route";
import * as jobs from "./jobs/route";
import * as keysOne from "./keys/[id]/route";
import * as keys from "./keys/route";
import * as metrics from "./metrics/route";
import * as models from "./models/route";
import * as operations from "./operations/route";
import * as processColorsObject from "./process/colors/object/route";
import * as processColors from "./process/colors/route";
import * as queuesOnePurge from "./queues/[name]/purge/route";
import * as queuesOne from "./queues/[name]/route";
import * as queues from "./queues/route";
import * as queuesRouting from "./queues/routing/route";
import * as ready from "./ready/route";
import * as runsOne from "./runs/[id]/route";
import * as runs from "./runs/route";
import * as scenesOneImage from "./scenes/[id]/image/route";
import * as scenesOne from "./scenes/[id]/route";
import * as scenes from "./scenes/route";
import * as schedulesOne from "./schedules/[id]/route";
import * as schedulesOneRun from "./schedules/[id]/run/route";
import * as schedulesOneRuns from "./schedules/[id]/runs/route";
import * as schedules from "./schedules/route";
import * as scraperStart from "./scraper/start/route";
import * as session from "./session/route";
import * as settings from "./settings/route";
import * as sourcesOnePermission from "./sources/[name]/permission/route";
import * as sourcesHubPreview from "./sources/huggingface/preview/route";
import * as sourcesHubSearch from "./sources/huggingface/search/route";
import * as sources from "./sources/route";
import * as takedownsOne from "./takedowns/[id]/route";
import * as takedowns from "./takedowns/route";
import * as usersOne from "./users/[id]/route";
import * as users from "./users/route";
import * as workersOneAction from "./workers/[id]/[action]/route";
import * as workers from "./workers/route";

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
  "/api/crawls/[id]/hosts": crawlsOneHosts,
  "/api/crawls/[id]/resume": crawlsOneResume,
  "/api/crawls/[id]/stop": crawlsOneStop,
  "/api/crawls": crawls,
  "/api/dashboard": dashboard,
  "/api/dead-letters/[id]/items": deadLettersOneItems,
  "/api/dead-letters/[id]": deadLettersOne,
  "/api/dead-letters/discard": deadLettersDiscard,
  "/api/dead-letters/replay": deadLettersReplay,
  "/api/dead-letters": deadLetters,
  "/api/detect/batch": detectBatch,
  "/api/detect/process": detectProcess,
  "/api/health": health,
  "/api/import/dataset": importDataset,
  "/api/import/huggingface-dataset": importHuggingFace,
  "/api/import/images": importImages,
  "/api/jobs/[id]/cancel": jobsOneCancel,
  "/api/jobs/[id]/logs": jobsOneLogs,
  "/api/jobs/[id]/report": jobsOneReport,
  "/api/jobs/[id]/rerun": jobsOneRerun,
  "/api/jobs/bulk": jobsBulk,
  "/api/jobs/filters": jobsFilters,
  "/api/jobs/filters/[id]": jobsFiltersOne,
  "/api/runs/[id]": runsOne,
  "/api/jobs/[id]/events": jobsOneEvents,
  "/api/jobs/[id]/items": jobsOneItems,
  "/api/jobs/[id]/retry": jobsOneRetry,
  "/api/jobs/[id]": jobsOne,
  "/api/jobs/[id]/status": jobsOneStatus,
  "/api/jobs/active": jobsActive,
  "/api/jobs": jobs,
  "/api/metrics": metrics,
  "/api/operations": operations,
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
  "/api/schedules/[id]": schedulesOne,
  "/api/schedules/[id]/run": schedulesOneRun,
  "/api/schedules/[id]/runs": schedulesOneRuns,
  "/api/schedules": schedules,
  "/api/scraper/start": scraperStart,
  "/api/session": session,
  "/api/sources": sources,
  "/api/sources/[name]/permission": sourcesOnePermission,
  "/api/takedowns/[id]": takedownsOne,
  "/api/takedowns": takedowns,
  "/api/sources/huggingface/preview": sourcesHubPreview,
  "/api/sources/huggingface/search": sourcesHubSearch,
  "/import/huggingface-dataset": celeryImport,
  "/api/workers/[id]/[action]": workersOneAction,
  "/api/workers": workers,
  "/process/colors": celeryProcessColors,
  "/detect/process": celeryDetectProcess,
  "/scraper/start": celeryScraperStart,
  "/classify/reclassify": celeryReclassify,
  "/jobs/[id]/celery-status": celeryStatus,
  "/jobs/[id]/cancel": celeryCancel,
  "/jobs/celery/active-tasks": celeryActiveTasks,
  "/api/audit/actions": auditActions,
  "/api/audit": audit,
  "/api/keys/[id]": keysOne,
  "/api/keys": keys,
  "/api/models": models,
  "/api/settings": settings,
  "/api/users/[id]": usersOne,
  "/api/users": users,
  "/jobs/celery/queues": celeryQueues,
  "/jobs/celery/purge-queue/[name]": celeryPurgeQueue,
  "/jobs/celery/workers": celeryWorkers,
  "/jobs/celery/dashboard": celeryDashboard,
};
