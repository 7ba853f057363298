// Made by `npm run api:types` from the OpenAPI document; do not edit.
export interface paths {
    "/api/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts, newest first
         * @description Needs the scope `admin`.
         */
        get: operations["get_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alert channels
         * @description Needs the scope `admin`.
         */
        get: operations["get_alerts_channels"];
        put?: never;
        /**
         * Make an alert channel
         * @description Needs the scope `admin`.
         */
        post: operations["post_alerts_channels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an alert channel
         * @description Needs the scope `admin`.
         */
        delete: operations["delete_alerts_channels_id"];
        options?: never;
        head?: never;
        /**
         * Change an alert channel
         * @description Needs the scope `admin`.
         */
        patch: operations["patch_alerts_channels_id"];
        trace?: never;
    };
    "/api/alerts/channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test over an alert channel
         * @description Needs the scope `admin`.
         */
        post: operations["post_alerts_channels_id_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent over alert channels, newest first
         * @description Needs the scope `admin`.
         */
        get: operations["get_alerts_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alert rules
         * @description Needs the scope `admin`.
         */
        get: operations["get_alerts_rules"];
        put?: never;
        /**
         * Make an alert rule
         * @description Needs the scope `admin`.
         */
        post: operations["post_alerts_rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an alert rule
         * @description Needs the scope `admin`.
         */
        delete: operations["delete_alerts_rules_id"];
        options?: never;
        head?: never;
        /**
         * Change or silence an alert rule
         * @description Needs the scope `admin`.
         */
        patch: operations["patch_alerts_rules_id"];
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log
         * @description Needs the scope `admin`.
         */
        get: operations["get_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Actions in the audit log
         * @description Needs the scope `admin`.
         */
        get: operations["get_audit_actions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/classify/reclassify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Label scenes, or label them anew
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_classify_reclassify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/classify/scene": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Label one scene, or import an address and label it
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_classify_scene"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crawls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Crawls with their yield, newest first
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_crawls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crawls/{id}/hosts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The hosts of a crawl: robots, pace, blocks, what came from them
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_crawls_id_hosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crawls/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with a stopped crawl
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_crawls_id_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/crawls/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop a crawl and keep where it was
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_crawls_id_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The overview in one answer
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_dashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Failures grouped by cause, last seen first
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One cause of failures, by its fingerprint, with a page of its dead letters
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_dead_letters_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Items that failed of one cause
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_dead_letters_id_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave failures alone for good, saying why
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_dead_letters_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run failures again from the stage that failed, patched or as they were
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_dead_letters_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/detect/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Detect the objects of many scenes
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_detect_batch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/detect/process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Detect the objects of one scene, or import an address first
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_detect_process"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process serves
         * @description Open to all.
         */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import/dataset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a zip, a list of addresses or a parquet file, sent as the body
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_import_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import/huggingface-dataset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import rows of a Hugging Face dataset
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_import_huggingface_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import images by address, or as the `files` of a multipart form
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_import_images"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Jobs, newest first
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A job and its chain
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_jobs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job and what follows from it
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_jobs_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live progress as server-sent events
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_jobs_id_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The items of a job with their outcomes
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_jobs_id_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The log of a job
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_jobs_id_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Yield and cost of a job
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_jobs_id_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a stage again over the same scenes
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_jobs_id_rerun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run again what failed or was cancelled
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_jobs_id_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A job and its chain
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_jobs_id_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/active": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Queued and running jobs
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_jobs_active"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel or retry all jobs of a filter
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_jobs_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your saved filters of the jobs list
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_jobs_filters"];
        put?: never;
        /**
         * Save a filter of the jobs list
         * @description Needs the scope `jobs:read`.
         */
        post: operations["post_jobs_filters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/filters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete one of your saved filters
         * @description Needs the scope `jobs:read`.
         */
        delete: operations["delete_jobs_filters_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API keys
         * @description Needs the scope `admin`.
         */
        get: operations["get_keys"];
        put?: never;
        /**
         * Make an API key
         * @description Needs the scope `admin`.
         */
        post: operations["post_keys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Needs the scope `admin`.
         */
        delete: operations["delete_keys_id"];
        options?: never;
        head?: never;
        /**
         * Change an API key
         * @description Needs the scope `admin`.
         */
        patch: operations["patch_keys_id"];
        trace?: never;
    };
    "/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics for Prometheus
         * @description Needs the scope `metrics`.
         */
        get: operations["get_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Models and where they run
         * @description Needs the scope `data:read`.
         */
        get: operations["get_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Operations at a glance
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_operations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/process/colors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the palettes of outlined objects
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_process_colors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/process/colors/object": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the palette of one object anew
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_process_colors_object"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every queue: what waits and runs, how fast, and over time
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/queues/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Pause or resume a queue
         * @description Needs the scope `admin`.
         */
        patch: operations["patch_queues_name"];
        trace?: never;
    };
    "/api/queues/{name}/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel what waits in a queue
         * @description Needs the scope `admin`.
         */
        post: operations["post_queues_name_purge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/queues/routing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which event runs what, where
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_queues_routing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether every dependency answers
         * @description Open to all.
         */
        get: operations["get_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Function runs with their steps
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A function run with its steps, inputs and outputs
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_runs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Scenes, newest first
         * @description Needs the scope `data:read`.
         */
        get: operations["get_scenes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A scene with everything known of it
         * @description Needs the scope `data:read`.
         */
        get: operations["get_scenes_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scenes/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The picture, or its thumbnail
         * @description Needs the scope `data:read`.
         */
        get: operations["get_scenes_id_image"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Schedules with their next times
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_schedules"];
        put?: never;
        /**
         * Make a schedule
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_schedules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One schedule
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_schedules_id"];
        put?: never;
        post?: never;
        /**
         * Remove a schedule and its history
         * @description Needs the scope `jobs:write`.
         */
        delete: operations["delete_schedules_id"];
        options?: never;
        head?: never;
        /**
         * Change a schedule, or pause it (`enabled: false`)
         * @description Needs the scope `jobs:write`.
         */
        patch: operations["patch_schedules_id"];
        trace?: never;
    };
    "/api/schedules/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run a schedule now
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_schedules_id_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/schedules/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * History of a schedule, newest first
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_schedules_id_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/scraper/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Collect scenes from a source
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_scraper_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description Open to all.
         */
        get: operations["get_session"];
        put?: never;
        /**
         * Sign in
         * @description Open to all.
         */
        post: operations["post_session"];
        /**
         * Sign out
         * @description Open to all.
         */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Configuration in effect
         * @description Needs the scope `admin`.
         */
        get: operations["get_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where collection can start
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/{name}/permission": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Record what gives the right to collect from a source
         * @description Needs the scope `admin`.
         */
        put: operations["put_sources_name_permission"];
        post?: never;
        /**
         * Remove the basis for collecting from a source
         * @description Needs the scope `admin`.
         */
        delete: operations["delete_sources_name_permission"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/huggingface/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an import would make of a Hugging Face dataset
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_sources_huggingface_preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/huggingface/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Image datasets of the Hugging Face hub
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_sources_huggingface_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/takedowns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takedowns, newest first
         * @description Needs the scope `admin`.
         */
        get: operations["get_takedowns"];
        put?: never;
        /**
         * Remove by url, host, author or image, and keep it out
         * @description Needs the scope `admin`.
         */
        post: operations["post_takedowns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/takedowns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The receipt of a takedown
         * @description Needs the scope `admin`.
         */
        get: operations["get_takedowns_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People
         * @description Needs the scope `admin`.
         */
        get: operations["get_users"];
        put?: never;
        /**
         * Add a person
         * @description Needs the scope `admin`.
         */
        post: operations["post_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a person
         * @description Needs the scope `admin`.
         */
        delete: operations["delete_users_id"];
        options?: never;
        head?: never;
        /**
         * Change a person
         * @description Needs the scope `admin`.
         */
        patch: operations["patch_users_id"];
        trace?: never;
    };
    "/api/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * App instances and gpu-workers
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_workers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workers/{id}/{action}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drain, resume, restart or shut down a gpu-worker
         * @description Needs the scope `admin`.
         */
        post: operations["post_workers_id_action"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/classify/reclassify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Celery alias: label scenes, or label them anew
         * @deprecated
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_celery_classify_reclassify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/detect/process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Celery alias: detect the objects of one scene, or import an address first
         * @deprecated
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_celery_detect_process"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/import/huggingface-dataset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Celery alias: import rows of a Hugging Face dataset
         * @deprecated
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_celery_import_huggingface_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Celery alias: cancel a job and what follows from it
         * @deprecated
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_celery_jobs_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/{id}/celery-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Celery alias: a job and its chain
         * @deprecated
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_celery_jobs_id_celery_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/celery/active-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Celery alias: queued and running jobs
         * @deprecated
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_celery_jobs_celery_active_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/celery/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Celery alias: the overview in one answer
         * @deprecated
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_celery_jobs_celery_dashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/celery/purge-queue/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Celery alias: cancel what waits in a queue
         * @deprecated
         * @description Needs the scope `admin`.
         */
        post: operations["post_celery_jobs_celery_purge_queue_name"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/celery/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Celery alias: every queue: what waits and runs, how fast, and over time
         * @deprecated
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_celery_jobs_celery_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/celery/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Celery alias: app instances and gpu-workers
         * @deprecated
         * @description Needs the scope `jobs:read`.
         */
        get: operations["get_celery_jobs_celery_workers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/process/colors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Celery alias: make the palettes of outlined objects
         * @deprecated
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_celery_process_colors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/scraper/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Celery alias: collect scenes from a source
         * @deprecated
         * @description Needs the scope `jobs:write`.
         */
        post: operations["post_celery_scraper_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            detail: string;
            errors?: {
                field: string;
                message: string;
            }[];
            instance?: string;
            status: number;
            title: string;
            type: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_alerts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "open" | "resolved";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            notices: number;
                            resolved_at: string | null;
                            /** @enum {string} */
                            rule: "failure_rate" | "queue_age" | "lost_worker" | "stalled_job";
                            rule_id: string | null;
                            rule_name: string;
                            /** @enum {string} */
                            state: "open" | "resolved";
                            subject: string;
                            summary: string;
                            value: number | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alerts_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        can_send_email: boolean;
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            is_enabled: boolean;
                            /** @enum {string} */
                            kind: "webhook" | "slack" | "email";
                            name: string;
                            target: string;
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_alerts_channels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default true */
                    is_enabled?: boolean;
                    /** @enum {string} */
                    kind: "webhook" | "slack" | "email";
                    name: string;
                    target: string;
                };
            };
        };
        responses: {
            /** @description JSON. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        is_enabled: boolean;
                        /** @enum {string} */
                        kind: "webhook" | "slack" | "email";
                        name: string;
                        secret: string | null;
                        target: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_alerts_channels_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_alerts_channels_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    is_enabled?: boolean;
                    name?: string;
                    target?: string;
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        is_enabled: boolean;
                        /** @enum {string} */
                        kind: "webhook" | "slack" | "email";
                        name: string;
                        target: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_alerts_channels_id_test: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alert_id: string | null;
                        attempts: number;
                        /** Format: uuid */
                        channel_id: string;
                        /** Format: date-time */
                        created_at: string;
                        ended_at: string | null;
                        error: string | null;
                        /** @enum {string} */
                        event: "fired" | "repeated" | "resolved" | "test";
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        status: "pending" | "sent" | "failed";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alerts_deliveries: {
        parameters: {
            query?: {
                channel_id?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            alert_id: string | null;
                            attempts: number;
                            /** Format: uuid */
                            channel_id: string;
                            /** Format: date-time */
                            created_at: string;
                            ended_at: string | null;
                            error: string | null;
                            /** @enum {string} */
                            event: "fired" | "repeated" | "resolved" | "test";
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            status: "pending" | "sent" | "failed";
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_alerts_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            is_enabled: boolean;
                            /** @enum {string} */
                            kind: "failure_rate" | "queue_age" | "lost_worker" | "stalled_job";
                            min_items: number;
                            name: string;
                            repeat_s: number | null;
                            scope: string | null;
                            silenced_until: string | null;
                            threshold: number;
                            window_s: number;
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_alerts_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default true */
                    is_enabled?: boolean;
                    /** @enum {string} */
                    kind: "failure_rate" | "queue_age" | "lost_worker" | "stalled_job";
                    /** @default 20 */
                    min_items?: number;
                    name: string;
                    /** @default 14400 */
                    repeat_s?: number | null;
                    /** @default null */
                    scope?: string | null;
                    /** @default null */
                    silenced_until?: string | null;
                    threshold: number;
                    /** @default 900 */
                    window_s?: number;
                };
            };
        };
        responses: {
            /** @description JSON. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        is_enabled: boolean;
                        /** @enum {string} */
                        kind: "failure_rate" | "queue_age" | "lost_worker" | "stalled_job";
                        min_items: number;
                        name: string;
                        repeat_s: number | null;
                        scope: string | null;
                        silenced_until: string | null;
                        threshold: number;
                        window_s: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_alerts_rules_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_alerts_rules_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    is_enabled?: boolean;
                    min_items?: number;
                    name?: string;
                    repeat_s?: number | null;
                    scope?: string | null;
                    silenced_until?: string | null;
                    threshold?: number;
                    window_s?: number;
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        is_enabled: boolean;
                        /** @enum {string} */
                        kind: "failure_rate" | "queue_age" | "lost_worker" | "stalled_job";
                        min_items: number;
                        name: string;
                        repeat_s: number | null;
                        scope: string | null;
                        silenced_until: string | null;
                        threshold: number;
                        window_s: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audit: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                cursor?: string;
                limit?: number;
                since?: string;
                subject?: string;
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            action: string;
                            actor: {
                                id: string;
                                /** @enum {string} */
                                kind: "person" | "key" | "stranger" | "system";
                                name: string;
                            };
                            address: string | null;
                            /** Format: date-time */
                            created_at: string;
                            detail: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                            request_id: string | null;
                            status: number | null;
                            subject: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_audit_actions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: string[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_classify_reclassify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    force?: string | boolean;
                    limit?: number;
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_classify_scene: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    priority?: number;
                    /** Format: uuid */
                    scene_id: string;
                } | {
                    /** Format: uri */
                    image_url: string;
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_crawls: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            blocked: {
                                host: string;
                                reason: string;
                            }[];
                            can_resume: boolean;
                            can_stop: boolean;
                            /** Format: date-time */
                            created_at: string;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            source: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            yield: {
                                duplicate: number;
                                duplicate_by: {
                                    count: number;
                                    reason: string;
                                }[];
                                failed: number;
                                failed_by: {
                                    count: number;
                                    reason: string;
                                }[];
                                found: number;
                                new: number;
                                pages: {
                                    count: number;
                                    reason: string;
                                }[];
                                refused: number;
                                refused_by: {
                                    count: number;
                                    reason: string;
                                }[];
                            };
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_crawls_id_hosts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            blocked_reason: string | null;
                            bytes: number;
                            crawl_delay_ms: number | null;
                            delay_ms: number;
                            failed: number;
                            host: string;
                            last_request_at: string | null;
                            last_status: number | null;
                            latency_ms: number | null;
                            next_allowed_at: string | null;
                            refused: number;
                            requests: number;
                            robots_fetched_at: string | null;
                            robots_status: number | null;
                            /** @enum {string} */
                            state: "open" | "waiting" | "busy" | "blocked";
                            unchanged: number;
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_crawls_id_resume: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        blocked: {
                            host: string;
                            reason: string;
                        }[];
                        can_resume: boolean;
                        can_stop: boolean;
                        /** Format: date-time */
                        created_at: string;
                        error: {
                            class?: string;
                            code: string;
                            message: string;
                        } | null;
                        finished_at: string | null;
                        /** Format: uuid */
                        id: string;
                        source: string;
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        yield: {
                            duplicate: number;
                            duplicate_by: {
                                count: number;
                                reason: string;
                            }[];
                            failed: number;
                            failed_by: {
                                count: number;
                                reason: string;
                            }[];
                            found: number;
                            new: number;
                            pages: {
                                count: number;
                                reason: string;
                            }[];
                            refused: number;
                            refused_by: {
                                count: number;
                                reason: string;
                            }[];
                        };
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_crawls_id_stop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        blocked: {
                            host: string;
                            reason: string;
                        }[];
                        can_resume: boolean;
                        can_stop: boolean;
                        /** Format: date-time */
                        created_at: string;
                        error: {
                            class?: string;
                            code: string;
                            message: string;
                        } | null;
                        finished_at: string | null;
                        /** Format: uuid */
                        id: string;
                        source: string;
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        yield: {
                            duplicate: number;
                            duplicate_by: {
                                count: number;
                                reason: string;
                            }[];
                            failed: number;
                            failed_by: {
                                count: number;
                                reason: string;
                            }[];
                            found: number;
                            new: number;
                            pages: {
                                count: number;
                                reason: string;
                            }[];
                            refused: number;
                            refused_by: {
                                count: number;
                                reason: string;
                            }[];
                        };
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_dashboard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        active_jobs: {
                            attempt: number;
                            counts: {
                                cancelled: number;
                                completed: number;
                                failed: number;
                                skipped: number;
                                total: number;
                            };
                            /** Format: date-time */
                            created_at: string;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            input: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            kind: "scrape" | "import" | "detect" | "colors" | "classify";
                            parent_job_id: string | null;
                            priority: number;
                            progress: {
                                current: number;
                                message: string;
                                progress: number;
                                total: number;
                            };
                            /** @enum {string} */
                            queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                            /** Format: uuid */
                            root_job_id: string;
                            started_at: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        }[];
                        categories: {
                            count: number;
                            label: string;
                        }[];
                        counts: {
                            classified: number;
                            embeddings: number;
                            failed: number;
                            masks: number;
                            objects: number;
                            palettes: number;
                            scenes: number;
                        };
                        /** Format: date-time */
                        generated_at: string;
                        image_types: {
                            count: number;
                            label: string;
                        }[];
                        jobs: {
                            [key: string]: number;
                        };
                        queues: {
                            limit: number;
                            /** @enum {string} */
                            name: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                            paused: boolean;
                            queued: number;
                            running: number;
                        }[];
                        recent_jobs: {
                            attempt: number;
                            counts: {
                                cancelled: number;
                                completed: number;
                                failed: number;
                                skipped: number;
                                total: number;
                            };
                            /** Format: date-time */
                            created_at: string;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            input: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            kind: "scrape" | "import" | "detect" | "colors" | "classify";
                            parent_job_id: string | null;
                            priority: number;
                            progress: {
                                current: number;
                                message: string;
                                progress: number;
                                total: number;
                            };
                            /** @enum {string} */
                            queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                            /** Format: uuid */
                            root_job_id: string;
                            started_at: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        }[];
                        room_types: {
                            count: number;
                            label: string;
                        }[];
                        yield: {
                            duplicate: number;
                            failed: number;
                            found: number;
                            ingested: number;
                        };
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_dead_letters: {
        parameters: {
            query?: {
                class?: "database" | "external" | "timeout" | "memory" | "bad_input" | "poison" | "internal" | "cancelled";
                cursor?: string;
                function?: string;
                job?: string;
                kind?: "scrape" | "import" | "detect" | "colors" | "classify";
                limit?: number;
                state?: "open" | "replayed" | "discarded";
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {string} */
                            class: "database" | "external" | "timeout" | "memory" | "bad_input" | "poison" | "internal" | "cancelled";
                            code: string;
                            /** Format: uuid */
                            fingerprint: string;
                            /** Format: date-time */
                            first_seen_at: string;
                            function_id: string | null;
                            items: number;
                            kind: ("scrape" | "import" | "detect" | "colors" | "classify") | null;
                            /** Format: date-time */
                            last_seen_at: string;
                            message: string;
                            open_items: number;
                            open_runs: number;
                            runs: number;
                            scenes: number;
                            /** @enum {string} */
                            state: "open" | "replayed" | "discarded";
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_dead_letters_id: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        class: "database" | "external" | "timeout" | "memory" | "bad_input" | "poison" | "internal" | "cancelled";
                        code: string;
                        /** Format: uuid */
                        fingerprint: string;
                        /** Format: date-time */
                        first_seen_at: string;
                        function_id: string | null;
                        items: number;
                        kind: ("scrape" | "import" | "detect" | "colors" | "classify") | null;
                        /** Format: date-time */
                        last_seen_at: string;
                        letters: {
                            chunk_id: string | null;
                            /** Format: date-time */
                            created_at: string;
                            discard_reason: string | null;
                            error: {
                                message?: string;
                                stack?: string;
                            } & {
                                [key: string]: unknown;
                            };
                            event: unknown;
                            function_id: string;
                            /** Format: uuid */
                            id: string;
                            job_id: string | null;
                            /** @enum {string} */
                            reason: "failed" | "cancelled";
                            run_id: string;
                            /** @enum {string} */
                            state: "open" | "replayed" | "discarded";
                        }[];
                        message: string;
                        next_cursor: string | null;
                        open_items: number;
                        open_runs: number;
                        runs: number;
                        sample: {
                            error?: ({
                                message?: string;
                                stack?: string;
                            } & {
                                [key: string]: unknown;
                            }) | null;
                            input: unknown;
                            job_id?: string | null;
                        } & {
                            [key: string]: unknown;
                        };
                        sample_scenes: {
                            /** Format: uuid */
                            id: string;
                            title: string | null;
                        }[];
                        scenes: number;
                        /** @enum {string} */
                        state: "open" | "replayed" | "discarded";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_dead_letters_id_items: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            discard_reason: string | null;
                            error: ({
                                message?: string;
                                stack?: string;
                            } & {
                                [key: string]: unknown;
                            }) | null;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            is_poison: boolean;
                            item_key: string;
                            /** Format: uuid */
                            job_id: string;
                            payload: unknown;
                            scene_id: string | null;
                            tries: number;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_dead_letters_discard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    filter?: {
                        /** @enum {string} */
                        class?: "database" | "external" | "timeout" | "memory" | "bad_input" | "poison" | "internal" | "cancelled";
                        function?: string;
                        /** Format: uuid */
                        job?: string;
                        /** @enum {string} */
                        kind?: "scrape" | "import" | "detect" | "colors" | "classify";
                        text?: string;
                    };
                    /** Format: uuid */
                    fingerprint?: string;
                    ids?: string[];
                    reason: string;
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        discarded: number;
                        has_more: boolean;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_dead_letters_replay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default false */
                    dry_run?: boolean;
                    filter?: {
                        /** @enum {string} */
                        class?: "database" | "external" | "timeout" | "memory" | "bad_input" | "poison" | "internal" | "cancelled";
                        function?: string;
                        /** Format: uuid */
                        job?: string;
                        /** @enum {string} */
                        kind?: "scrape" | "import" | "detect" | "colors" | "classify";
                        text?: string;
                    };
                    /** Format: uuid */
                    fingerprint?: string;
                    ids?: string[];
                    /** @default false */
                    include_poison?: boolean;
                    patch?: {
                        input?: {
                            [key: string]: unknown;
                        };
                        payload?: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dry_run: boolean;
                        has_more: boolean;
                        items: number;
                        jobs: {
                            items: number;
                            /** Format: uuid */
                            job_id: string;
                        }[];
                        poison: number;
                        runs: number;
                        unsettled: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_detect_batch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    priority?: number;
                    scene_ids: string[];
                } | {
                    filter: {
                        /** @enum {string} */
                        image_type?: "interior" | "object" | "exterior" | "plan" | "other";
                        source?: string;
                        /** @enum {string} */
                        status?: "ingested" | "detected" | "classified";
                    };
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_detect_process: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    priority?: number;
                    /** Format: uuid */
                    scene_id: string;
                } | {
                    /** Format: uri */
                    image_url: string;
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_import_dataset: {
        parameters: {
            query: {
                name: string;
                pipeline?: string;
                priority?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_import_huggingface_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    columns?: {
                        /** @enum {string} */
                        box_format?: "xywh" | "xyxy" | "cxcywh";
                        caption?: string | null;
                        image?: string;
                        labels?: string[];
                        objects?: string | null;
                    };
                    config?: string;
                    dataset: string;
                    include_detection?: string | boolean;
                    limit?: number;
                    offset?: number;
                    priority?: number;
                    revision?: string;
                    split?: string;
                };
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_import_images: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default true */
                    pipeline?: boolean;
                    priority?: number;
                    urls: string[];
                };
                "multipart/form-data": {
                    files: string[];
                    pipeline?: string;
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs: {
        parameters: {
            query?: {
                created_after?: string;
                created_before?: string;
                cursor?: string;
                kind?: "scrape" | "import" | "detect" | "colors" | "classify";
                limit?: number;
                queue?: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                status?: "queued" | "running" | "completed" | "failed" | "cancelled";
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            attempt: number;
                            counts: {
                                cancelled: number;
                                completed: number;
                                failed: number;
                                skipped: number;
                                total: number;
                            };
                            /** Format: date-time */
                            created_at: string;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            input: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            kind: "scrape" | "import" | "detect" | "colors" | "classify";
                            parent_job_id: string | null;
                            priority: number;
                            progress: {
                                current: number;
                                message: string;
                                progress: number;
                                total: number;
                            };
                            /** @enum {string} */
                            queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                            /** Format: uuid */
                            root_job_id: string;
                            started_at: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempt: number;
                        chain: {
                            attempt: number;
                            counts: {
                                cancelled: number;
                                completed: number;
                                failed: number;
                                skipped: number;
                                total: number;
                            };
                            /** Format: date-time */
                            created_at: string;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            input: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            kind: "scrape" | "import" | "detect" | "colors" | "classify";
                            parent_job_id: string | null;
                            priority: number;
                            progress: {
                                current: number;
                                message: string;
                                progress: number;
                                total: number;
                            };
                            /** @enum {string} */
                            queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                            /** Format: uuid */
                            root_job_id: string;
                            started_at: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        }[];
                        counts: {
                            cancelled: number;
                            completed: number;
                            failed: number;
                            skipped: number;
                            total: number;
                        };
                        /** Format: date-time */
                        created_at: string;
                        error: {
                            class?: string;
                            code: string;
                            message: string;
                        } | null;
                        finished_at: string | null;
                        /** Format: uuid */
                        id: string;
                        input: {
                            [key: string]: unknown;
                        };
                        /** @enum {string} */
                        kind: "scrape" | "import" | "detect" | "colors" | "classify";
                        parent_job_id: string | null;
                        priority: number;
                        progress: {
                            current: number;
                            message: string;
                            progress: number;
                            total: number;
                        };
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** Format: uuid */
                        root_job_id: string;
                        started_at: string | null;
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_jobs_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempt: number;
                        chain: {
                            attempt: number;
                            counts: {
                                cancelled: number;
                                completed: number;
                                failed: number;
                                skipped: number;
                                total: number;
                            };
                            /** Format: date-time */
                            created_at: string;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            input: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            kind: "scrape" | "import" | "detect" | "colors" | "classify";
                            parent_job_id: string | null;
                            priority: number;
                            progress: {
                                current: number;
                                message: string;
                                progress: number;
                                total: number;
                            };
                            /** @enum {string} */
                            queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                            /** Format: uuid */
                            root_job_id: string;
                            started_at: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        }[];
                        counts: {
                            cancelled: number;
                            completed: number;
                            failed: number;
                            skipped: number;
                            total: number;
                        };
                        /** Format: date-time */
                        created_at: string;
                        error: {
                            class?: string;
                            code: string;
                            message: string;
                        } | null;
                        finished_at: string | null;
                        /** Format: uuid */
                        id: string;
                        input: {
                            [key: string]: unknown;
                        };
                        /** @enum {string} */
                        kind: "scrape" | "import" | "detect" | "colors" | "classify";
                        parent_job_id: string | null;
                        priority: number;
                        progress: {
                            current: number;
                            message: string;
                            progress: number;
                            total: number;
                        };
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** Format: uuid */
                        root_job_id: string;
                        started_at: string | null;
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_id_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/event-stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_id_items: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                status?: "queued" | "completed" | "failed" | "skipped" | "cancelled";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            address: string | null;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            item_key: string;
                            note: string | null;
                            scene_id: string | null;
                            scene_title: string | null;
                            /** @enum {string} */
                            status: "queued" | "completed" | "failed" | "skipped" | "cancelled";
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_id_logs: {
        parameters: {
            query?: {
                cursor?: string;
                level?: "debug" | "info" | "warn" | "error";
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            data: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            job_id: string;
                            /** @enum {string} */
                            level: "debug" | "info" | "warn" | "error";
                            message: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_id_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cost: {
                            bytes_stored: number;
                            gpu_seconds: number;
                            run_seconds: number;
                            wall_seconds: number | null;
                        };
                        is_capped: boolean;
                        reasons: {
                            items: number;
                            reason: string;
                            /** @enum {string} */
                            status: "failed" | "skipped" | "cancelled";
                        }[];
                        yield: {
                            cancelled: number;
                            duplicate: number;
                            failed: number;
                            found: number;
                            new: number;
                            refused: number;
                        };
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_jobs_id_rerun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    from: "detect" | "colors" | "classify";
                    /**
                     * @default all
                     * @enum {string}
                     */
                    only?: "all" | "failed";
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_jobs_id_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_id_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempt: number;
                        chain: {
                            attempt: number;
                            counts: {
                                cancelled: number;
                                completed: number;
                                failed: number;
                                skipped: number;
                                total: number;
                            };
                            /** Format: date-time */
                            created_at: string;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            input: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            kind: "scrape" | "import" | "detect" | "colors" | "classify";
                            parent_job_id: string | null;
                            priority: number;
                            progress: {
                                current: number;
                                message: string;
                                progress: number;
                                total: number;
                            };
                            /** @enum {string} */
                            queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                            /** Format: uuid */
                            root_job_id: string;
                            started_at: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        }[];
                        counts: {
                            cancelled: number;
                            completed: number;
                            failed: number;
                            skipped: number;
                            total: number;
                        };
                        /** Format: date-time */
                        created_at: string;
                        error: {
                            class?: string;
                            code: string;
                            message: string;
                        } | null;
                        finished_at: string | null;
                        /** Format: uuid */
                        id: string;
                        input: {
                            [key: string]: unknown;
                        };
                        /** @enum {string} */
                        kind: "scrape" | "import" | "detect" | "colors" | "classify";
                        parent_job_id: string | null;
                        priority: number;
                        progress: {
                            current: number;
                            message: string;
                            progress: number;
                            total: number;
                        };
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** Format: uuid */
                        root_job_id: string;
                        started_at: string | null;
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_active: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            attempt: number;
                            counts: {
                                cancelled: number;
                                completed: number;
                                failed: number;
                                skipped: number;
                                total: number;
                            };
                            /** Format: date-time */
                            created_at: string;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            input: {
                                [key: string]: unknown;
                            };
                            /** @enum {string} */
                            kind: "scrape" | "import" | "detect" | "colors" | "classify";
                            parent_job_id: string | null;
                            priority: number;
                            progress: {
                                current: number;
                                message: string;
                                progress: number;
                                total: number;
                            };
                            /** @enum {string} */
                            queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                            /** Format: uuid */
                            root_job_id: string;
                            started_at: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_jobs_bulk: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "cancel" | "retry";
                    cursor?: string;
                    /** @default false */
                    dry_run?: boolean;
                    filter: {
                        /** Format: date-time */
                        created_after?: string;
                        /** Format: date-time */
                        created_before?: string;
                        ids?: string[];
                        /** @enum {string} */
                        kind?: "scrape" | "import" | "detect" | "colors" | "classify";
                        /** @enum {string} */
                        queue?: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status?: "queued" | "running" | "completed" | "failed" | "cancelled";
                        text?: string;
                    };
                    /** @default 500 */
                    limit?: number;
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        action: "cancel" | "retry";
                        changed: number;
                        dry_run: boolean;
                        is_capped: boolean;
                        matched: number;
                        next_cursor: string | null;
                        skipped: {
                            jobs: number;
                            reason: string;
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_jobs_filters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            query: {
                                /** Format: date-time */
                                created_after?: string;
                                /** Format: date-time */
                                created_before?: string;
                                /** @enum {string} */
                                kind?: "scrape" | "import" | "detect" | "colors" | "classify";
                                /** @enum {string} */
                                queue?: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                                /** @enum {string} */
                                status?: "queued" | "running" | "completed" | "failed" | "cancelled";
                                text?: string;
                            };
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_jobs_filters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name: string;
                    query: {
                        /** Format: date-time */
                        created_after?: string;
                        /** Format: date-time */
                        created_before?: string;
                        /** @enum {string} */
                        kind?: "scrape" | "import" | "detect" | "colors" | "classify";
                        /** @enum {string} */
                        queue?: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status?: "queued" | "running" | "completed" | "failed" | "cancelled";
                        text?: string;
                    };
                };
            };
        };
        responses: {
            /** @description JSON. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: uuid */
                        id: string;
                        name: string;
                        query: {
                            /** Format: date-time */
                            created_after?: string;
                            /** Format: date-time */
                            created_before?: string;
                            /** @enum {string} */
                            kind?: "scrape" | "import" | "detect" | "colors" | "classify";
                            /** @enum {string} */
                            queue?: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                            /** @enum {string} */
                            status?: "queued" | "running" | "completed" | "failed" | "cancelled";
                            text?: string;
                        };
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_jobs_filters_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_keys: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            expires_at: string | null;
                            /** Format: uuid */
                            id: string;
                            last_used_at: string | null;
                            name: string;
                            prefix: string;
                            rate_per_minute: number | null;
                            revoked_at: string | null;
                            scopes: string[];
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default null */
                    expires_at?: string | null;
                    name: string;
                    /** @default null */
                    rate_per_minute?: number | null;
                    scopes: ("data:read" | "data:write" | "jobs:read" | "jobs:write" | "review:write" | "metrics" | "admin")[];
                };
            };
        };
        responses: {
            /** @description JSON. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        expires_at: string | null;
                        /** Format: uuid */
                        id: string;
                        key: string;
                        last_used_at: string | null;
                        name: string;
                        prefix: string;
                        rate_per_minute: number | null;
                        revoked_at: string | null;
                        scopes: string[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_keys_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_keys_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    expires_at?: string | null;
                    name?: string;
                    rate_per_minute?: number | null;
                    scopes?: ("data:read" | "data:write" | "jobs:read" | "jobs:write" | "review:write" | "metrics" | "admin")[];
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        expires_at: string | null;
                        /** Format: uuid */
                        id: string;
                        last_used_at: string | null;
                        name: string;
                        prefix: string;
                        rate_per_minute: number | null;
                        revoked_at: string | null;
                        scopes: string[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description text/plain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            licence: string;
                            task: string;
                            version: string;
                            workers: {
                                device: string;
                                name: string;
                                state: string;
                            }[];
                        }[];
                        unreachable: string[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_operations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alerts: number;
                        failures: number;
                        queues: {
                            paused: string[];
                            queued: number;
                            running: number;
                        };
                        workers: {
                            draining: number;
                            lost: number;
                            up: number;
                        };
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_process_colors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    limit?: number;
                    priority?: number;
                    scene_ids?: string[];
                };
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_process_colors_object: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    object_id: string;
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_queues: {
        parameters: {
            query?: {
                window?: "15m" | "1h" | "24h";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        generated_at: string;
                        items: {
                            aliases: string[];
                            drain_s: number | null;
                            jobs_waiting: number;
                            last_purge: {
                                chunks: number;
                                items: number;
                                jobs: number;
                            } | null;
                            limit: number;
                            /** @enum {string} */
                            limit_from: "inngest/queues.ts" | "MODOMO_QUEUE_LIMITS";
                            /** @enum {string} */
                            name: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                            oldest_wait_s: number | null;
                            paused: boolean;
                            priority: number;
                            purged_at: string | null;
                            queued: number;
                            rate_per_min: {
                                finished: number;
                                in: number;
                                started: number;
                            };
                            retries: number;
                            run: {
                                count: number;
                                p50_ms: number | null;
                                p95_ms: number | null;
                            };
                            running: number;
                            series: {
                                /** Format: date-time */
                                at: string;
                                finished: number;
                                in: number;
                                queued: number;
                                running: number;
                            }[];
                            wait: {
                                count: number;
                                p50_ms: number | null;
                                p95_ms: number | null;
                            };
                        }[];
                        slot_s: number;
                        /** @enum {string} */
                        window: "15m" | "1h" | "24h";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_queues_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    paused: boolean;
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        name: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        paused: boolean;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_queues_name_purge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        chunks: number;
                        items: number;
                        jobs: number;
                        /** Format: date-time */
                        purged_at: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_queues_routing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        routes: {
                            condition: string | null;
                            function: string;
                            queue: ("default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification") | null;
                            trigger: string;
                            /** @enum {string} */
                            worker: "app" | "gpu-worker";
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dependencies: {
                            [key: string]: {
                                detail?: string;
                                ok: boolean;
                            };
                        };
                        ready: boolean;
                    };
                };
            };
            /** @description JSON. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        dependencies: {
                            [key: string]: {
                                detail?: string;
                                ok: boolean;
                            };
                        };
                        ready: boolean;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs: {
        parameters: {
            query?: {
                cursor?: string;
                function_id?: string;
                job_id?: string;
                limit?: number;
                status?: "running" | "completed" | "failed" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            attempt: number;
                            ended_at: string | null;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            function_id: string;
                            id: string;
                            job_id: string | null;
                            /** Format: date-time */
                            started_at: string;
                            /** @enum {string} */
                            status: "running" | "completed" | "failed" | "cancelled";
                            steps: {
                                attempt: number;
                                ended_at: string | null;
                                error: {
                                    class?: string;
                                    code: string;
                                    message: string;
                                } | null;
                                id: string;
                                name: string;
                                /** Format: date-time */
                                started_at: string;
                                /** @enum {string} */
                                status: "running" | "completed" | "failed";
                            }[];
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_runs_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempt: number;
                        chunk_id: string | null;
                        ended_at: string | null;
                        error: {
                            class?: string;
                            code: string;
                            message: string;
                        } | null;
                        function_id: string;
                        id: string;
                        input: unknown;
                        job_id: string | null;
                        output: unknown;
                        /** Format: date-time */
                        started_at: string;
                        /** @enum {string} */
                        status: "running" | "completed" | "failed" | "cancelled";
                        steps: {
                            attempt: number;
                            ended_at: string | null;
                            error: {
                                class?: string;
                                code: string;
                                message: string;
                            } | null;
                            id: string;
                            name: string;
                            output: unknown;
                            /** Format: date-time */
                            started_at: string;
                            /** @enum {string} */
                            status: "running" | "completed" | "failed";
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_scenes: {
        parameters: {
            query?: {
                cursor?: string;
                image_type?: "interior" | "object" | "exterior" | "plan" | "other";
                limit?: number;
                room_type?: string;
                source?: string;
                status?: "ingested" | "detected" | "classified";
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            height_px: number;
                            /** Format: uuid */
                            id: string;
                            image_type: ("interior" | "object" | "exterior" | "plan" | "other") | null;
                            object_count: number;
                            palette: {
                                hex: string;
                                lab: [
                                    number,
                                    number,
                                    number
                                ];
                                name: string;
                                share: number;
                            }[];
                            room_type: string | null;
                            source: string;
                            /** @enum {string} */
                            status: "ingested" | "detected" | "classified";
                            styles: string[];
                            thumbnail_url: string;
                            title: string | null;
                            width_px: number;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_scenes_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        annotations: {
                            box: [
                                number,
                                number,
                                number,
                                number
                            ] | null;
                            dataset: string;
                            /** Format: uuid */
                            id: string;
                            label: string;
                            mask: {
                                counts: string;
                                size: [
                                    number,
                                    number
                                ];
                            } | null;
                            /** @enum {string} */
                            origin: "huggingface" | "coco" | "yolo" | "voc" | "parquet";
                            raw_id: string;
                        }[];
                        author: string | null;
                        bytes: number;
                        classifications: {
                            evidence: {
                                detail: string;
                                /** @enum {string} */
                                kind: "object" | "caption" | "colour" | "image";
                                weight: number;
                            }[];
                            /** @enum {string} */
                            kind: "image_type" | "room_type" | "style";
                            label: string;
                            model: {
                                id: string;
                                version: string;
                            };
                            score: number;
                        }[];
                        /** Format: date-time */
                        created_at: string;
                        description: string | null;
                        format: string;
                        height_px: number;
                        /** Format: uuid */
                        id: string;
                        image_type: ("interior" | "object" | "exterior" | "plan" | "other") | null;
                        image_url: string;
                        licence: string | null;
                        licence_url: string | null;
                        object_count: number;
                        objects: {
                            area_px: number | null;
                            box: [
                                number,
                                number,
                                number,
                                number
                            ];
                            category: string;
                            /** @enum {string} */
                            confidence: "accepted" | "review";
                            /** Format: uuid */
                            id: string;
                            mask: {
                                counts: string;
                                size: [
                                    number,
                                    number
                                ];
                            } | null;
                            mask_method: string | null;
                            mask_quality: number | null;
                            model: {
                                id: string;
                                version: string;
                            };
                            model_label: string;
                            palette: {
                                hex: string;
                                lab: [
                                    number,
                                    number,
                                    number
                                ];
                                name: string;
                                share: number;
                            }[];
                            /** @enum {string} */
                            review_state: "pending" | "accepted" | "rejected" | "relabelled";
                            score: number;
                        }[];
                        original_url: string | null;
                        page_url: string | null;
                        palette: {
                            hex: string;
                            lab: [
                                number,
                                number,
                                number
                            ];
                            name: string;
                            share: number;
                        }[];
                        phash: string;
                        rights_events: {
                            /** Format: date-time */
                            created_at: string;
                            decision: string;
                            detail: string;
                            kind: string;
                        }[];
                        /** @enum {string} */
                        rights_state: "allowed" | "unknown" | "refused";
                        room_type: string | null;
                        sha256: string;
                        source: string;
                        source_id: string;
                        /** @enum {string} */
                        status: "ingested" | "detected" | "classified";
                        styles: string[];
                        tags: string[];
                        thumbnail_url: string;
                        title: string | null;
                        width_px: number;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_scenes_id_image: {
        parameters: {
            query?: {
                variant?: "original" | "thumbnail";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description image/* */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": unknown;
                };
            };
            /** @description No body. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_schedules: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            cron: string;
                            description: string;
                            enabled: boolean;
                            /** Format: uuid */
                            id: string;
                            input: {
                                [key: string]: unknown;
                            };
                            is_builtin: boolean;
                            /** @enum {string} */
                            kind: "scrape" | "import" | "detect" | "colors" | "classify" | "retention" | "counters_check" | "orphan_files" | "backfill";
                            last_run_at: string | null;
                            missed_max: number;
                            /** @enum {string} */
                            missed_policy: "skip" | "once" | "all";
                            name: string;
                            next_run_at: string | null;
                            next_runs: string[];
                            /** @enum {string} */
                            overlap_policy: "skip" | "allow";
                            timezone: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_schedules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    cron: string;
                    /** @default  */
                    description?: string;
                    /** @default true */
                    enabled?: boolean;
                    /** @default {} */
                    input?: {
                        [key: string]: unknown;
                    };
                    /** @enum {string} */
                    kind: "scrape" | "import" | "detect" | "colors" | "classify" | "retention" | "counters_check" | "orphan_files" | "backfill";
                    /** @default 10 */
                    missed_max?: number;
                    /**
                     * @default once
                     * @enum {string}
                     */
                    missed_policy?: "skip" | "once" | "all";
                    name: string;
                    /**
                     * @default skip
                     * @enum {string}
                     */
                    overlap_policy?: "skip" | "allow";
                    /** @default UTC */
                    timezone?: string;
                };
            };
        };
        responses: {
            /** @description JSON. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        cron: string;
                        description: string;
                        enabled: boolean;
                        /** Format: uuid */
                        id: string;
                        input: {
                            [key: string]: unknown;
                        };
                        is_builtin: boolean;
                        /** @enum {string} */
                        kind: "scrape" | "import" | "detect" | "colors" | "classify" | "retention" | "counters_check" | "orphan_files" | "backfill";
                        last_run_at: string | null;
                        missed_max: number;
                        /** @enum {string} */
                        missed_policy: "skip" | "once" | "all";
                        name: string;
                        next_run_at: string | null;
                        next_runs: string[];
                        /** @enum {string} */
                        overlap_policy: "skip" | "allow";
                        timezone: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_schedules_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        cron: string;
                        description: string;
                        enabled: boolean;
                        /** Format: uuid */
                        id: string;
                        input: {
                            [key: string]: unknown;
                        };
                        is_builtin: boolean;
                        /** @enum {string} */
                        kind: "scrape" | "import" | "detect" | "colors" | "classify" | "retention" | "counters_check" | "orphan_files" | "backfill";
                        last_run_at: string | null;
                        missed_max: number;
                        /** @enum {string} */
                        missed_policy: "skip" | "once" | "all";
                        name: string;
                        next_run_at: string | null;
                        next_runs: string[];
                        /** @enum {string} */
                        overlap_policy: "skip" | "allow";
                        timezone: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_schedules_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_schedules_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    cron?: string;
                    description?: string;
                    enabled?: boolean;
                    input?: {
                        [key: string]: unknown;
                    };
                    /** @enum {string} */
                    kind?: "scrape" | "import" | "detect" | "colors" | "classify" | "retention" | "counters_check" | "orphan_files" | "backfill";
                    missed_max?: number;
                    /** @enum {string} */
                    missed_policy?: "skip" | "once" | "all";
                    name?: string;
                    /** @enum {string} */
                    overlap_policy?: "skip" | "allow";
                    timezone?: string;
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        cron: string;
                        description: string;
                        enabled: boolean;
                        /** Format: uuid */
                        id: string;
                        input: {
                            [key: string]: unknown;
                        };
                        is_builtin: boolean;
                        /** @enum {string} */
                        kind: "scrape" | "import" | "detect" | "colors" | "classify" | "retention" | "counters_check" | "orphan_files" | "backfill";
                        last_run_at: string | null;
                        missed_max: number;
                        /** @enum {string} */
                        missed_policy: "skip" | "once" | "all";
                        name: string;
                        next_run_at: string | null;
                        next_runs: string[];
                        /** @enum {string} */
                        overlap_policy: "skip" | "allow";
                        timezone: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_schedules_id_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        /** Format: date-time */
                        due_at: string;
                        finished_at: string | null;
                        /** Format: uuid */
                        id: string;
                        is_manual: boolean;
                        job: {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        } | null;
                        note: string | null;
                        report: {
                            [key: string]: unknown;
                        };
                        /** Format: uuid */
                        schedule_id: string;
                        /** @enum {string} */
                        status: "pending" | "started" | "running" | "completed" | "failed" | "skipped";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_schedules_id_runs: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            /** Format: date-time */
                            due_at: string;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            is_manual: boolean;
                            job: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "failed" | "cancelled";
                            } | null;
                            note: string | null;
                            report: {
                                [key: string]: unknown;
                            };
                            /** Format: uuid */
                            schedule_id: string;
                            /** @enum {string} */
                            status: "pending" | "started" | "running" | "completed" | "failed" | "skipped";
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_scraper_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    limit?: number;
                    options?: {
                        browser?: boolean;
                        categories?: string[];
                        depth?: number;
                        licences?: string[];
                        max_pages?: number;
                        query?: string;
                        site?: string;
                        start_urls?: string[];
                        styles?: string[];
                    };
                    /** @default true */
                    pipeline?: boolean;
                    priority?: number;
                    room_types?: string[];
                    source?: string;
                };
            };
        };
        responses: {
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        message: string;
                        /** @enum {string} */
                        queue: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "failed" | "cancelled";
                        status_url: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        /** @enum {string} */
                        role: "viewer" | "reviewer" | "operator" | "admin";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        /** @enum {string} */
                        role: "viewer" | "reviewer" | "operator" | "admin";
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groups: {
                            entries: {
                                is_default: boolean;
                                label: string;
                                value: string;
                                variable: string | null;
                            }[];
                            name: string;
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            enabled: boolean;
                            id: string;
                            is_default: boolean;
                            licence_note: string;
                            max_pages: number;
                            min_delay_ms: number;
                            name: string;
                            needs_permission: boolean;
                            options: {
                                choices: {
                                    label: string;
                                    value: string;
                                }[] | null;
                                fallback: string | number | boolean | null;
                                hint: string;
                                is_required: boolean;
                                /** @enum {string} */
                                kind: "choices" | "choice" | "text" | "lines" | "number" | "switch";
                                label: string;
                                max: number | null;
                                min: number | null;
                                name: string;
                            }[];
                            permission: {
                                expires_at: string | null;
                                /** @enum {string} */
                                kind: "own_content" | "written_licence" | "legal_exception" | "other";
                                /** Format: date-time */
                                recorded_at: string;
                                recorded_by: string;
                                text: string;
                            } | null;
                            reason: string | null;
                            room_types: string[] | null;
                            terms: string;
                            terms_url: string | null;
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_sources_name_permission: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default null */
                    expires_at?: string | null;
                    /** @enum {string} */
                    kind: "own_content" | "written_licence" | "legal_exception" | "other";
                    text: string;
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enabled: boolean;
                        id: string;
                        is_default: boolean;
                        licence_note: string;
                        max_pages: number;
                        min_delay_ms: number;
                        name: string;
                        needs_permission: boolean;
                        options: {
                            choices: {
                                label: string;
                                value: string;
                            }[] | null;
                            fallback: string | number | boolean | null;
                            hint: string;
                            is_required: boolean;
                            /** @enum {string} */
                            kind: "choices" | "choice" | "text" | "lines" | "number" | "switch";
                            label: string;
                            max: number | null;
                            min: number | null;
                            name: string;
                        }[];
                        permission: {
                            expires_at: string | null;
                            /** @enum {string} */
                            kind: "own_content" | "written_licence" | "legal_exception" | "other";
                            /** Format: date-time */
                            recorded_at: string;
                            recorded_by: string;
                            text: string;
                        } | null;
                        reason: string | null;
                        room_types: string[] | null;
                        terms: string;
                        terms_url: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_sources_name_permission: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        enabled: boolean;
                        id: string;
                        is_default: boolean;
                        licence_note: string;
                        max_pages: number;
                        min_delay_ms: number;
                        name: string;
                        needs_permission: boolean;
                        options: {
                            choices: {
                                label: string;
                                value: string;
                            }[] | null;
                            fallback: string | number | boolean | null;
                            hint: string;
                            is_required: boolean;
                            /** @enum {string} */
                            kind: "choices" | "choice" | "text" | "lines" | "number" | "switch";
                            label: string;
                            max: number | null;
                            min: number | null;
                            name: string;
                        }[];
                        permission: {
                            expires_at: string | null;
                            /** @enum {string} */
                            kind: "own_content" | "written_licence" | "legal_exception" | "other";
                            /** Format: date-time */
                            recorded_at: string;
                            recorded_by: string;
                            text: string;
                        } | null;
                        reason: string | null;
                        room_types: string[] | null;
                        terms: string;
                        terms_url: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sources_huggingface_preview: {
        parameters: {
            query: {
                config?: string;
                dataset: string;
                revision?: string;
                split?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        columns: {
                            /** @enum {string} */
                            kind: "image" | "images" | "url" | "text" | "class" | "classes" | "objects" | "other";
                            name: string;
                            names: string[];
                        }[];
                        config: string;
                        dataset: {
                            downloads: number;
                            gated: boolean;
                            id: string;
                            licence: string | null;
                            likes: number;
                            private: boolean;
                            sha: string;
                            tags: string[];
                            updated_at: string | null;
                            url: string;
                        };
                        hub: string;
                        mapping: {
                            caption: string | null;
                            image: string | null;
                            labels: string[];
                            objects: string | null;
                        };
                        partial: boolean;
                        row_count: number | null;
                        rows: {
                            image: string | null;
                            index: number;
                            object_count: number;
                            tags: string[];
                            title: string | null;
                        }[];
                        split: string;
                        splits: {
                            config: string;
                            split: string;
                        }[];
                        viewer_note: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_sources_huggingface_search: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        hub: string;
                        items: {
                            downloads: number;
                            gated: boolean;
                            id: string;
                            licence: string | null;
                            likes: number;
                            private: boolean;
                            tags: string[];
                            updated_at: string | null;
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_takedowns: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            finished_at: string | null;
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "url" | "host" | "author" | "sha256" | "phash" | "scene_id";
                            reason: string;
                            removed: {
                                /** @default 0 */
                                bytes: number;
                                /** @default 0 */
                                embeddings: number;
                                /** @default 0 */
                                export_items: number;
                                /** @default 0 */
                                files: number;
                                /** @default 0 */
                                labels: number;
                                /** @default 0 */
                                objects: number;
                                /** @default 0 */
                                palettes: number;
                                /** @default 0 */
                                scenes: number;
                            };
                            requested_by: string | null;
                            /** @enum {string} */
                            status: "running" | "completed";
                            value: string;
                            versions: {
                                items: number;
                                name: string;
                                version: number;
                            }[];
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_takedowns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    author?: string;
                    dry_run?: string | boolean;
                    host?: string;
                    image?: {
                        sha256: string;
                    } | {
                        /** Format: uuid */
                        scene_id: string;
                    } | {
                        /** Format: base64 */
                        base64: string;
                    };
                    reason: string;
                    /** Format: uri */
                    url?: string;
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        dry_run: true;
                        /** @enum {string} */
                        kind: "url" | "host" | "author" | "sha256" | "phash" | "scene_id";
                        more: boolean;
                        scene_ids: string[];
                        scenes: number;
                        value: string;
                    };
                };
            };
            /** @description JSON. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        finished_at: string | null;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        kind: "url" | "host" | "author" | "sha256" | "phash" | "scene_id";
                        reason: string;
                        removed: {
                            /** @default 0 */
                            bytes: number;
                            /** @default 0 */
                            embeddings: number;
                            /** @default 0 */
                            export_items: number;
                            /** @default 0 */
                            files: number;
                            /** @default 0 */
                            labels: number;
                            /** @default 0 */
                            objects: number;
                            /** @default 0 */
                            palettes: number;
                            /** @default 0 */
                            scenes: number;
                        };
                        requested_by: string | null;
                        /** @enum {string} */
                        status: "running" | "completed";
                        value: string;
                        versions: {
                            items: number;
                            name: string;
                            version: number;
                        }[];
                    };
                };
            };
            /** @description JSON. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        finished_at: string | null;
                        /** Format: uuid */
                        id: string;
                        /** @enum {string} */
                        kind: "url" | "host" | "author" | "sha256" | "phash" | "scene_id";
                        reason: string;
                        removed: {
                            /** @default 0 */
                            bytes: number;
                            /** @default 0 */
                            embeddings: number;
                            /** @default 0 */
                            export_items: number;
                            /** @default 0 */
                            files: number;
                            /** @default 0 */
                            labels: number;
                            /** @default 0 */
                            objects: number;
                            /** @default 0 */
                            palettes: number;
                            /** @default 0 */
                            scenes: number;
                        };
                        requested_by: string | null;
                        /** @enum {string} */
                        status: "running" | "completed";
                        value: string;
                        versions: {
                            items: number;
                            name: string;
                            version: number;
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_takedowns_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        finished_at: string | null;
                        /** Format: uuid */
                        id: string;
                        items: {
                            files_removed_at: string | null;
                            /** Format: date-time */
                            removed_at: string;
                            /** Format: uuid */
                            scene_id: string;
                            sha256: string;
                            source: string;
                            source_id: string;
                        }[];
                        /** @enum {string} */
                        kind: "url" | "host" | "author" | "sha256" | "phash" | "scene_id";
                        reason: string;
                        removed: {
                            /** @default 0 */
                            bytes: number;
                            /** @default 0 */
                            embeddings: number;
                            /** @default 0 */
                            export_items: number;
                            /** @default 0 */
                            files: number;
                            /** @default 0 */
                            labels: number;
                            /** @default 0 */
                            objects: number;
                            /** @default 0 */
                            palettes: number;
                            /** @default 0 */
                            scenes: number;
                        };
                        requested_by: string | null;
                        /** @enum {string} */
                        status: "running" | "completed";
                        value: string;
                        versions: {
                            items: number;
                            name: string;
                            version: number;
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_users: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            created_at: string;
                            disabled_at: string | null;
                            email: string;
                            /** Format: uuid */
                            id: string;
                            last_sign_in_at: string | null;
                            role: ("viewer" | "reviewer" | "operator" | "admin") | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    /** @enum {string} */
                    role: "viewer" | "reviewer" | "operator" | "admin";
                };
            };
        };
        responses: {
            /** @description JSON. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        disabled_at: string | null;
                        email: string;
                        /** Format: uuid */
                        id: string;
                        last_sign_in_at: string | null;
                        role: ("viewer" | "reviewer" | "operator" | "admin") | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patch_users_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    disabled?: boolean;
                    password?: string;
                    /** @enum {string} */
                    role?: "viewer" | "reviewer" | "operator" | "admin";
                };
            };
        };
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        disabled_at: string | null;
                        email: string;
                        /** Format: uuid */
                        id: string;
                        last_sign_in_at: string | null;
                        role: ("viewer" | "reviewer" | "operator" | "admin") | null;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_workers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        generated_at: string;
                        items: {
                            actions: ("drain" | "resume" | "restart" | "shutdown")[];
                            busy: number;
                            cpu_percent: number | null;
                            device: string | null;
                            done: number;
                            event_loop_delay_ms: number | null;
                            failed: number;
                            id: string;
                            /** @enum {string} */
                            kind: "app" | "gpu-worker";
                            last_seen_at: string | null;
                            memory_mb: number | null;
                            models: {
                                id: string;
                                licence: string;
                                state: string;
                                task: string;
                                version: string;
                            }[];
                            name: string;
                            pid: number | null;
                            recycles: number | null;
                            started_at: string | null;
                            /** @enum {string} */
                            state: "up" | "draining" | "lost" | "down";
                            url: string | null;
                            version: string;
                        }[];
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_workers_id_action: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                action: "drain" | "resume" | "restart" | "shutdown";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actions: ("drain" | "resume" | "restart" | "shutdown")[];
                        busy: number;
                        cpu_percent: number | null;
                        device: string | null;
                        done: number;
                        event_loop_delay_ms: number | null;
                        failed: number;
                        id: string;
                        /** @enum {string} */
                        kind: "app" | "gpu-worker";
                        last_seen_at: string | null;
                        memory_mb: number | null;
                        models: {
                            id: string;
                            licence: string;
                            state: string;
                            task: string;
                            version: string;
                        }[];
                        name: string;
                        pid: number | null;
                        recycles: number | null;
                        started_at: string | null;
                        /** @enum {string} */
                        state: "up" | "draining" | "lost" | "down";
                        url: string | null;
                        version: string;
                    };
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_celery_classify_reclassify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    force?: string | boolean;
                    limit?: number;
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description application/json */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_celery_detect_process: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    priority?: number;
                    /** Format: uuid */
                    scene_id: string;
                } | {
                    /** Format: uri */
                    image_url: string;
                    priority?: number;
                };
            };
        };
        responses: {
            /** @description application/json */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_celery_import_huggingface_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    columns?: {
                        /** @enum {string} */
                        box_format?: "xywh" | "xyxy" | "cxcywh";
                        caption?: string | null;
                        image?: string;
                        labels?: string[];
                        objects?: string | null;
                    };
                    config?: string;
                    dataset: string;
                    include_detection?: string | boolean;
                    limit?: number;
                    offset?: number;
                    priority?: number;
                    revision?: string;
                    split?: string;
                };
            };
        };
        responses: {
            /** @description application/json */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_celery_jobs_id_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description application/json */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_celery_jobs_id_celery_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description application/json */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_celery_jobs_celery_active_tasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description application/json */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_celery_jobs_celery_dashboard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description application/json */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_celery_jobs_celery_purge_queue_name: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description application/json */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_celery_jobs_celery_queues: {
        parameters: {
            query?: {
                window?: "15m" | "1h" | "24h";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description application/json */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_celery_jobs_celery_workers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description application/json */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_celery_process_colors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    limit?: number;
                    priority?: number;
                    scene_ids?: string[];
                };
            };
        };
        responses: {
            /** @description application/json */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    post_celery_scraper_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    limit?: number;
                    options?: {
                        browser?: boolean;
                        categories?: string[];
                        depth?: number;
                        licences?: string[];
                        max_pages?: number;
                        query?: string;
                        site?: string;
                        start_urls?: string[];
                        styles?: string[];
                    };
                    /** @default true */
                    pipeline?: boolean;
                    priority?: number;
                    room_types?: string[];
                    source?: string;
                };
            };
        };
        responses: {
            /** @description application/json */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description A problem document (RFC 9457). */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
