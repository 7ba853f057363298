// Made by `npm run api:types` from the OpenAPI document; do not edit.
export interface paths {
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
                cursor?: string;
                kind?: "scrape" | "import" | "detect" | "colors" | "classify";
                limit?: number;
                queue?: "default" | "ai_processing" | "detection" | "scraping" | "import" | "color_processing" | "classification";
                status?: "queued" | "running" | "completed" | "failed" | "cancelled";
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
                            error: {
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
                                detail: string;
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
                                detail: string;
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
                job_id?: string;
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
                            attempt: number;
                            ended_at: string | null;
                            error: {
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
                            id: string;
                            is_default: boolean;
                            name: string;
                            room_types: string[] | null;
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
