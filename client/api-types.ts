/**
 * The API's paths and bodies, written by `npm run docs` from its OpenAPI document; a test fails when this file is stale.
 */
export interface paths {
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List workspaces, oldest first
         * @description Those that are not deleted. `GET /api/v1/overview` has them with the state of their connections.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkspaceList"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Create a workspace
         * @description A workspace is one merchant of the platform: keys, connections, rows and logs belong to exactly one. Send an `Idempotency-Key`, so that a repeated request makes no second one.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name for this request that no other has, such as a UUID. The same request with the same key is done once: a repeated one gets the first one's answer, for 24 hours, with `Idempotent-Replayed: true`. Refused requests are not remembered. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewWorkspace"];
                };
            };
            responses: {
                /** @description Created; or the one that the same `Idempotency-Key` has created, at any time. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Workspace"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a workspace
         * @description Its name and dates. A key of another workspace gets the same 403 whether the workspace exists or not.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The workspace. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Workspace"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Delete a workspace: revoke its keys, disconnect its providers, cancel its sync
         * @description All of that at once. Its rows are removed for good `WORKSPACE_PURGE_AFTER_DAYS` later.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Deleted. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the limits of the workspace's API keys
         * @description How many requests its keys may send in a second and at once: what holds, and what the workspace has of its own.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The settings. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Settings"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the limits of the workspace's API keys, at once
         * @description What is left out stays; null: as the operator has it.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SettingsChange"];
                };
            };
            responses: {
                /** @description The settings as they are now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Settings"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what the workspace may use, and what it uses
         * @description Of readers, syncs a day, rows, stored bytes and waiting events: the limit, and how much of it is used now.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The quotas. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Quotas"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what the workspace may use, within seconds
         * @description What is left out stays; null: as the operator has it.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["QuotasChange"];
                };
            };
            responses: {
                /** @description The quotas as they are now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Quotas"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All connections by their state, the worst first
         * @description Counts by state and causes of failures over all workspaces, and a page of connections. Seldom more than two seconds old, never more than five: `as_of`.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only connections in these states; give it several times for several. */
                    state?: ("action_required" | "failed" | "stale" | "incomplete" | "late" | "never_synced" | "paused" | "syncing" | "current" | "disconnected") | ("action_required" | "failed" | "stale" | "incomplete" | "late" | "never_synced" | "paused" | "syncing" | "current" | "disconnected")[];
                    /** @description A part of the workspace's name, or the beginning of its id. */
                    search?: string;
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The overview. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Overview"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the overview
         * @description Server-sent events. Each `overview` event has the whole first page of `GET /api/v1/overview`, at least once a second. A `problem` event says why a stream ends early. After a lost connection, ask again.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only connections in these states; give it several times for several. */
                    state?: ("action_required" | "failed" | "stale" | "incomplete" | "late" | "never_synced" | "paused" | "syncing" | "current" | "disconnected") | ("action_required" | "failed" | "stale" | "incomplete" | "late" | "never_synced" | "paused" | "syncing" | "current" | "disconnected")[];
                    /** @description A part of the workspace's name, or the beginning of its id. */
                    search?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The first page, again and again. The schema is that of each event's `data`. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": components["schemas"]["Overview"];
                    };
                };
                /** @description The `Last-Event-ID` that was given is that of the last event: a browser asks no more. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/capacity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many workers the load asks for
         * @description For an autoscaler: what waits and what runs in each task queue, the workers that there are, and how many are wanted. The same figures are metrics (`workspace_sync_workers_wanted`). 503 if Temporal or Postgres is away: keep the workers that run.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The capacity. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Capacity"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys, revoked and expired ones too, newest first
         * @description With role, the last four characters, and when each was last used. The keys themselves are not stored.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApiKeyList"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Create an API key; it is shown only in this answer
         * @description A `viewer` reads, an `operator` starts and replays, an `owner` changes the connection and other keys. Only a hash of the key is stored.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name for this request that no other has, such as a UUID. The same request with the same key is done once: a repeated one gets the first one's answer, for 24 hours, with `Idempotent-Replayed: true`. Refused requests are not remembered. */
                    "idempotency-key"?: string;
                };
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            responses: {
                /** @description Created. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuedApiKey"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/api-keys/{id}": {
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
         * Revoke an API key at once
         * @description Requests with it get 401 from now on, in every process of the API, and its sessions in the dashboard end. A key that is revoked already is a 404.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Revoked. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/connect-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List connect sessions, used and expired ones too, newest first
         * @description Those of the last 30 days. Their links are not shown again.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectSessionList"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Make a link by which a merchant connects an account without a key of this API
         * @description Call it from the platform's backend when the merchant asks for it, and send the browser to `url`, or show it in a frame on one of `embed_origins`. The page makes a restricted key one click away, checks it permission by permission, sets up the webhook, starts the first sync and shows it. The link opens one page, once: neither rows, nor keys, nor another workspace. Its steps are in the audit log as `connect_session:<id>`.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name for this request that no other has, such as a UUID. The same request with the same key is done once: a repeated one gets the first one's answer, for 24 hours, with `Idempotent-Replayed: true`. Refused requests are not remembered. */
                    "idempotency-key"?: string;
                };
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["NewConnectSession"];
                };
            };
            responses: {
                /** @description Made. `url` is shown only here. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MadeConnectSession"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/connect-sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a link was used, and until when its page works
         * @description Whether the account was connected in the end, `GET …/sync/{provider}/status` says.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The session. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectSession"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * End a connect session at once: its link, and the page that it opened
         * @description What the merchant has done on the page stays. A session that has ended already is a 404.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Ended. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment-providers/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect a provider account, or give the connected one a new key
         * @description Tries the key at the provider, then stores it encrypted. A key of another account is refused. Creates a webhook endpoint at the provider; if that fails, `webhook` says why and what to do, and all else is configured.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name for this request that no other has, such as a UUID. The same request with the same key is done once: a repeated one gets the first one's answer, for 24 hours, with `Idempotent-Replayed: true`. Refused requests are not remembered. */
                    "idempotency-key"?: string;
                };
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProviderCredentials"];
                };
            };
            responses: {
                /** @description Connected. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConfiguredProvider"];
                    };
                };
            };
        };
        /**
         * Disconnect a provider account: remove its webhook endpoint, forget its key, cancel its sync
         * @description The copied rows stay. The same account can be connected again.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Disconnected. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DisconnectedProvider"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change a connection: its key, what it copies, the secret of a webhook set up by hand, its read budget, whether it is active
         * @description Without downtime: the secret before stays valid for 24 hours. Switching a connection off cancels its sessions and removes its webhook endpoint. Entities that are added are listed by the next sync, full or incremental; those that are removed are read no more, and their rows stay as they are.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PaymentProviderChange"];
                };
            };
            responses: {
                /** @description Changed. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PaymentProvider"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment-providers/{provider}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a provider's key: whose it is, and what it may read. Stores nothing
         * @description Asks the provider for one object of each entity that is to be copied, and names each permission that the key lacks. Call it before you connect, to show the merchant what to mend.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CredentialsToCheck"];
                };
            };
            responses: {
                /** @description What it may. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CheckedCredentials"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment-providers/{provider}/webhook/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange the webhook endpoint and its secret without losing an event
         * @description A second endpoint takes over. The present one is removed after 24 hours; until then each event comes twice and is stored once. With `old_secrets` `end` the present one ends now; what the provider has not delivered to it by then, the next incremental sync reads.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name for this request that no other has, such as a UUID. The same request with the same key is done once: a repeated one gets the first one's answer, for 24 hours, with `Idempotent-Replayed: true`. Refused requests are not remembered. */
                    "idempotency-key"?: string;
                };
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["WebhookRotation"];
                };
            };
            responses: {
                /** @description Exchanged. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PaymentProvider"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment-providers/{provider}/webhook/repair": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the webhook endpoint what it should be, and read what it did not deliver
         * @description Asks the provider for the endpoint: enables it, corrects its events, or makes a new one if it was deleted, moved, changed to another API version or given another secret. Then starts an incremental sync if events may have been lost, or queues it behind the session that runs. Changes nothing if nothing is wrong. An endpoint at another address than this installation's is neither moved nor removed.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description As it should be. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RepairedWebhook"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List connected provider accounts
         * @description With the state of each connection's webhook here and at the provider, what it copies, and its read budget. No answer has a key in it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All of them. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PaymentProviderList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment-providers/{provider}/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect an account by the platform’s own key, without one of the merchant’s (Stripe Connect)
         * @description The account must be connected to the platform’s own at the provider, and is then one workspace’s only. Its events come by the platform’s one endpoint. Whoever names an account reads it, so a workspace’s keys may not: a merchant connects on the page of a connect session, where the provider asks for consent.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name for this request that no other has, such as a UUID. The same request with the same key is done once: a repeated one gets the first one's answer, for 24 hours, with `Idempotent-Replayed: true`. Refused requests are not remembered. */
                    "idempotency-key"?: string;
                };
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PlatformAccount"];
                };
            };
            responses: {
                /** @description Connected. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConfiguredProvider"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment-providers/{provider}/entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what can be copied from a provider, and what each entity costs in requests
         * @description Most entities cost a request for a hundred objects. Those with `request_each` cost one for each object that they are below of, as payment methods for each customer: look here before you choose them.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All of them. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CopyCostList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/{provider}/initial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a full sync
         * @description Lists every object of the chosen entities. The body may be omitted. A second start while a session runs is refused with its id.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name for this request that no other has, such as a UUID. The same request with the same key is done once: a repeated one gets the first one's answer, for 24 hours, with `Idempotent-Replayed: true`. Refused requests are not remembered. */
                    "idempotency-key"?: string;
                };
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["StartSync"];
                };
            };
            responses: {
                /** @description Started; or `pending`: it waits, and the session shows its position. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StartedSession"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/{provider}/incremental": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start an incremental sync
         * @description Applies the provider's events since the last sync, deletions included. If they do not reach back that far, it lists everything, and the session says so. The body may be omitted. A second start while a session runs is refused with its id.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name for this request that no other has, such as a UUID. The same request with the same key is done once: a repeated one gets the first one's answer, for 24 hours, with `Idempotent-Replayed: true`. Refused requests are not remembered. */
                    "idempotency-key"?: string;
                };
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["StartSync"];
                };
            };
            responses: {
                /** @description Started; or `pending`: it waits, and the session shows its position. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StartedSession"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/{provider}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the copy is whole, as of when, what runs, and what to do
         * @description One state and one sentence, to show in a page of your own. Cheap to poll: with `If-None-Match` it answers 304 while nothing changes.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The state. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConnectionStatus"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/{provider}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the schedule: when it runs next, and how its last run ended
         * @description A connection has one schedule at most. `next_runs` is null while Temporal cannot be reached.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The schedule. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Schedule"];
                    };
                };
            };
        };
        /**
         * Create or replace the schedule
         * @description Give `cron` or `every_seconds`. A run is skipped while a session is active, or if it would pass the `read_budget` of the connection. One run makes up for those that an outage prevented in the last hour.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PutSchedule"];
                };
            };
            responses: {
                /** @description The schedule as it is now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Schedule"];
                    };
                };
            };
        };
        post?: never;
        /**
         * Delete the schedule; a running session continues
         * @description To stop it for a while only, set `paused` instead.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Deleted. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List sync sessions, newest first
         * @description Full, incremental and webhook sessions, also those that ended. Pages go on by `cursor`, or by `offset` among the newest 10,000; `total` counts no further than these.
         */
        get: {
            parameters: {
                query?: {
                    provider?: "stripe" | "chargebee";
                    status?: "pending" | "running" | "completed" | "failed" | "cancelled";
                    limit?: number;
                    offset?: number | null;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a sync session with its live progress
         * @description What was read and written of each entity, the rate, the time that is left, and the run in Temporal. `…/stream` sends the same as it changes.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The session. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LiveSession"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/sessions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a sync session: its rows stay, and the next session continues from there
         * @description A queued or waiting session ends too. What was read stays, and the pages that are being written are finished first.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Cancelled. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/sessions/{id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a sync session as it goes on
         * @description Server-sent events. Each `session` event has the whole of what `GET …/sync/sessions/{id}` answers, at least once a second; the stream ends after the one in which the session has ended. A `problem` event says why a stream ends early, as an error’s body does. After a lost connection, ask again: the first event has the newest state.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The session, again and again. The schema is that of each event's `data`. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": components["schemas"]["LiveSession"];
                    };
                };
                /** @description The `Last-Event-ID` that was given is that of the last event: a browser asks no more. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/sessions/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the journal of a session, in order
         * @description Each page that was read, each problem and each decision, with its time. What a session did that no longer runs is in here.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SyncEventList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/{provider}/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Wait until a change made at the provider is in the tables
         * @description To read your own writes: change an object at the provider, wait here for its event (exact), or for the object as of the time of the change (to the second, because providers date events in seconds), then read the copy.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Id of an event of the provider. */
                    event?: string;
                    /** @description Id of an object at the provider. */
                    object?: string;
                    /** @description With `object`: the copy must show it as of this time or later. Unix seconds or ISO, by the provider’s clock: the `created` of an object or event, or the `Date` of an answer. */
                    since?: string;
                    /** @description Seconds. */
                    timeout?: number | null;
                };
                header?: never;
                path: {
                    workspace_id: string;
                    provider: "stripe" | "chargebee";
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It has arrived: `settled` is true. An `event` can also be stale, ignored or quarantined. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Waited"];
                    };
                };
                /** @description Not arrived within `timeout` seconds. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Waited"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened, newest first: syncs, webhooks, and who changed what
         * @description One list of three sources: sessions that began and ended, webhooks by the minute, and changes of configuration. `kind` narrows it.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    /** @description Only these kinds; give it several times for several. */
                    kind?: ("sync" | "webhooks" | "change") | ("sync" | "webhooks" | "change")[];
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Timeline"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures over time
         * @description Syncs, durations, success rate, rows, requests and webhook lag of each hour (168 at most) or day (92 at most) of the range, which is widened to whole ones.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Default: a week before `to`, or a day if buckets are hours. */
                    from?: string;
                    /** @description Default: now. */
                    to?: string;
                    /** @description In UTC. */
                    bucket?: "hour" | "day";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The figures. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Analytics"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures over time, of all workspaces
         * @description Syncs, durations, success rate, rows, requests and webhook lag of each hour (168 at most) or day (92 at most) of the range, which is widened to whole ones.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Default: a week before `to`, or a day if buckets are hours. */
                    from?: string;
                    /** @description Default: now. */
                    to?: string;
                    /** @description In UTC. */
                    bucket?: "hour" | "day";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The figures. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Analytics"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/sync/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The workspace's connections with their sessions by status and their rows
         * @description One answer for a page about the workspace: counts of sessions, and of live rows by entity and state.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The summary. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SyncSummary"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List received events, newest first
         * @description Those of the provider's webhooks that are kept: `state=quarantined` are the ones that could not be applied, with the reason. Bodies are in `…/{id}`.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    state?: "stored" | "applied" | "stale" | "ignored" | "quarantined";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEventList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a received event with its body
         * @description As the provider sent it, with its state, its attempts, and the problem if there was one. `id` is the provider's.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The event. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEventDetail"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-events/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply a received event again, in whatever state it is
         * @description Every replay is carried out: the event waits as if it had just arrived. Newer content of the tables stays: an event never makes them older.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It waits to be applied: `state` is `stored`. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEvent"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the endpoints of the platform, which are told of all workspaces, newest first
         * @description With what each is told, whether it is on, and since when it takes nothing. There are 20 at most.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEndpointList"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Create an endpoint of the platform, which are told of all workspaces; its secret is shown only in this answer
         * @description An address that is told what happens: connections, syncs, conflicts, quarantine. Verify each webhook with the secret, as Standard Webhooks says.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name for this request that no other has, such as a UUID. The same request with the same key is done once: a repeated one gets the first one's answer, for 24 hours, with `Idempotent-Replayed: true`. Refused requests are not remembered. */
                    "idempotency-key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewWebhookEndpoint"];
                };
            };
            responses: {
                /** @description Created. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an endpoint of the platform, which are told of all workspaces
         * @description Its address, what it is told, and whether it takes what is sent. Its secret is not shown again.
         */
        get: {
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
                /** @description The endpoint. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEndpoint"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Delete an endpoint of the platform, which are told of all workspaces with its secrets and its log
         * @description What waits for it is not sent any more. To stop it for a while only, set `enabled` to false instead.
         */
        delete: {
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
                /** @description Deleted. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change an endpoint of the platform, which are told of all workspaces, or switch it on or off
         * @description What is left out stays. While it is off, what happens is kept as failed deliveries, which can be replayed.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WebhookEndpointChange"];
                };
            };
            responses: {
                /** @description As it is now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEndpoint"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an endpoint of the platform, which are told of all workspaces a new secret; both sign for a while
         * @description Meanwhile each webhook has a signature by either, so that the receiver can change over without losing one.
         */
        post: {
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
                    "application/json": components["schemas"]["SecretRotation"];
                };
            };
            responses: {
                /** @description The new secret, shown only here. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RotatedSecret"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test to an endpoint of the platform, which are told of all workspaces
         * @description A webhook of the type `webhook.test`, sent once, also to an endpoint that is off.
         */
        post: {
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
                /** @description It is on its way: its attempts say what came of it. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Delivery"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is sent to an endpoint of the platform, which are told of all workspaces, newest first
         * @description Each notification once, with its state, its attempts, and its body as it is sent. Narrow it by `state`.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    state?: "waiting" | "delivered" | "failed";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one delivery to an endpoint of the platform, which are told of all workspaces
         * @description Whether it has arrived, when it is tried next, and why the last attempt was no success.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    delivery_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The delivery. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Delivery"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the requests to an endpoint of the platform, which are told of all workspaces and their answers, newest first
         * @description With HTTP status, duration, and how the answer began. `delivery_id` narrows it to one delivery.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    delivery_id?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryAttemptList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery to an endpoint of the platform, which are told of all workspaces again
         * @description Whatever its state. It keeps its `webhook-id`, by which a receiver knows that it had it already.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    delivery_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It waits. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Delivery"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again to an endpoint of the platform, which are told of all workspaces all that failed since a time
         * @description For a receiver that was away. With `delivered` also what has arrived, for one that has lost it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReplayDeliveries"];
                };
            };
            responses: {
                /** @description How many wait. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReplayedDeliveries"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the endpoints of the workspace, newest first
         * @description With what each is told, whether it is on, and since when it takes nothing. There are 20 at most.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEndpointList"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Create an endpoint of the workspace; its secret is shown only in this answer
         * @description An address that is told what happens: connections, syncs, conflicts, quarantine. Verify each webhook with the secret, as Standard Webhooks says.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description A name for this request that no other has, such as a UUID. The same request with the same key is done once: a repeated one gets the first one's answer, for 24 hours, with `Idempotent-Replayed: true`. Refused requests are not remembered. */
                    "idempotency-key"?: string;
                };
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewWebhookEndpoint"];
                };
            };
            responses: {
                /** @description Created. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an endpoint of the workspace
         * @description Its address, what it is told, and whether it takes what is sent. Its secret is not shown again.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The endpoint. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEndpoint"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * Delete an endpoint of the workspace with its secrets and its log
         * @description What waits for it is not sent any more. To stop it for a while only, set `enabled` to false instead.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Deleted. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Change an endpoint of the workspace, or switch it on or off
         * @description What is left out stays. While it is off, what happens is kept as failed deliveries, which can be replayed.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WebhookEndpointChange"];
                };
            };
            responses: {
                /** @description As it is now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookEndpoint"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give an endpoint of the workspace a new secret; both sign for a while
         * @description Meanwhile each webhook has a signature by either, so that the receiver can change over without losing one.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["SecretRotation"];
                };
            };
            responses: {
                /** @description The new secret, shown only here. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RotatedSecret"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test to an endpoint of the workspace
         * @description A webhook of the type `webhook.test`, sent once, also to an endpoint that is off.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It is on its way: its attempts say what came of it. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Delivery"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is sent to an endpoint of the workspace, newest first
         * @description Each notification once, with its state, its attempts, and its body as it is sent. Narrow it by `state`.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    state?: "waiting" | "delivered" | "failed";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-endpoints/{id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one delivery to an endpoint of the workspace
         * @description Whether it has arrived, when it is tried next, and why the last attempt was no success.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                    delivery_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The delivery. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Delivery"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-endpoints/{id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the requests to an endpoint of the workspace and their answers, newest first
         * @description With HTTP status, duration, and how the answer began. `delivery_id` narrows it to one delivery.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    delivery_id?: string;
                };
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryAttemptList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-endpoints/{id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery to an endpoint of the workspace again
         * @description Whatever its state. It keeps its `webhook-id`, by which a receiver knows that it had it already.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                    delivery_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It waits. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Delivery"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/webhook-endpoints/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again to an endpoint of the workspace all that failed since a time
         * @description For a receiver that was away. With `delivered` also what has arrived, for one that has lost it.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReplayDeliveries"];
                };
            };
            responses: {
                /** @description How many wait. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReplayedDeliveries"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customers, newest at the provider first
         * @description The copied customers: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Customer"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/customers/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a customer by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The customer. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Customer"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/tax_ids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tax ids, newest at the provider first
         * @description The copied tax ids: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["TaxId"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/tax_ids/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a tax id by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The tax id. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaxId"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List products, newest at the provider first
         * @description The copied products: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Product"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/products/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a product by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The product. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Product"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List prices, newest at the provider first
         * @description The copied prices: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Price"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/prices/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a price by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The price. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Price"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List subscriptions, newest at the provider first
         * @description The copied subscriptions: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Subscription"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/subscriptions/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a subscription by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The subscription. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Subscription"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/subscription_items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List subscription items, newest at the provider first
         * @description The copied subscription items: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["SubscriptionItem"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/subscription_items/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a subscription item by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The subscription item. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SubscriptionItem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List plans, newest at the provider first
         * @description The copied plans: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Plan"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/plans/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plan by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The plan. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Plan"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/addons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List addons, newest at the provider first
         * @description The copied addons: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Addon"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/addons/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an addon by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The addon. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Addon"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List coupons, newest at the provider first
         * @description The copied coupons: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Coupon"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/coupons/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a coupon by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The coupon. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Coupon"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/promotion_codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List promotion codes, newest at the provider first
         * @description The copied promotion codes: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["PromotionCode"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/promotion_codes/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a promotion code by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The promotion code. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PromotionCode"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/tax_rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tax rates, newest at the provider first
         * @description The copied tax rates: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["TaxRate"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/tax_rates/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a tax rate by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The tax rate. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TaxRate"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/shipping_rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List shipping rates, newest at the provider first
         * @description The copied shipping rates: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["ShippingRate"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/shipping_rates/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a shipping rate by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The shipping rate. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShippingRate"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/features": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List features, newest at the provider first
         * @description The copied features: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Feature"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/features/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a feature by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The feature. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Feature"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invoices, newest at the provider first
         * @description The copied invoices: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Invoice"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/invoices/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an invoice by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The invoice. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Invoice"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/invoice_payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invoice payments, newest at the provider first
         * @description The copied invoice payments: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["InvoicePayment"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/invoice_payments/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an invoice payment by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The invoice payment. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoicePayment"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/invoice_items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invoice items, newest at the provider first
         * @description The copied invoice items: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["InvoiceItem"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/invoice_items/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an invoice item by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The invoice item. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InvoiceItem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/credit_notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List credit notes, newest at the provider first
         * @description The copied credit notes: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["CreditNote"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/credit_notes/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a credit note by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The credit note. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreditNote"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/subscription_schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List subscription schedules, newest at the provider first
         * @description The copied subscription schedules: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["SubscriptionSchedule"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/subscription_schedules/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a subscription schedule by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The subscription schedule. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SubscriptionSchedule"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List quotes, newest at the provider first
         * @description The copied quotes: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Quote"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/quotes/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a quote by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The quote. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Quote"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/meters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List meters, newest at the provider first
         * @description The copied meters: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Meter"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/meters/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a meter by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The meter. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Meter"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/credit_grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List credit grants, newest at the provider first
         * @description The copied credit grants: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["CreditGrant"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/credit_grants/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a credit grant by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The credit grant. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CreditGrant"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/checkout_sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List checkout sessions, newest at the provider first
         * @description The copied checkout sessions: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["CheckoutSession"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/checkout_sessions/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a checkout session by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The checkout session. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CheckoutSession"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment_links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payment links, newest at the provider first
         * @description The copied payment links: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["PaymentLink"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment_links/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a payment link by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The payment link. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PaymentLink"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List charges, newest at the provider first
         * @description The copied charges: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Charge"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/charges/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a charge by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The charge. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Charge"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment_intents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payment intents, newest at the provider first
         * @description The copied payment intents: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["PaymentIntent"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment_intents/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a payment intent by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The payment intent. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PaymentIntent"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/setup_intents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List setup intents, newest at the provider first
         * @description The copied setup intents: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["SetupIntent"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/setup_intents/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a setup intent by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The setup intent. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SetupIntent"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment_methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payment methods, newest at the provider first
         * @description The copied payment methods: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["PaymentMethod"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payment_methods/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a payment method by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The payment method. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PaymentMethod"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transactions, newest at the provider first
         * @description The copied transactions: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Transaction"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/transactions/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a transaction by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The transaction. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transaction"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List refunds, newest at the provider first
         * @description The copied refunds: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Refund"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/refunds/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a refund by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The refund. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Refund"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List disputes, newest at the provider first
         * @description The copied disputes: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Dispute"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/disputes/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a dispute by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The dispute. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Dispute"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List reviews, newest at the provider first
         * @description The copied reviews: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Review"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/reviews/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a review by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The review. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Review"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/early_fraud_warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List early fraud warnings, newest at the provider first
         * @description The copied early fraud warnings: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["EarlyFraudWarning"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/early_fraud_warnings/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an early fraud warning by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The early fraud warning. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EarlyFraudWarning"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payouts, newest at the provider first
         * @description The copied payouts: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Payout"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/payouts/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a payout by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The payout. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Payout"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transfers, newest at the provider first
         * @description The copied transfers: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Transfer"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/transfers/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a transfer by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The transfer. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transfer"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/topups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List topups, newest at the provider first
         * @description The copied topups: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["Top-up"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/topups/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a top-up by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The top-up. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Top-up"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/application_fees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List application fees, newest at the provider first
         * @description The copied application fees: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["ApplicationFee"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/application_fees/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an application fee by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The application fee. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApplicationFee"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/balance_transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List balance transactions, newest at the provider first
         * @description The copied balance transactions: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["BalanceTransaction"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/balance_transactions/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a balance transaction by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The balance transaction. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BalanceTransaction"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/customer_balance_transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customer balance transactions, newest at the provider first
         * @description The copied customer balance transactions: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["CustomerBalanceTransaction"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/customer_balance_transactions/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a customer balance transaction by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The customer balance transaction. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CustomerBalanceTransaction"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/issuing_cardholders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List issuing cardholders, newest at the provider first
         * @description The copied issuing cardholders: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["IssuingCardholder"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/issuing_cardholders/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an issuing cardholder by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The issuing cardholder. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuingCardholder"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/issuing_cards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List issuing cards, newest at the provider first
         * @description The copied issuing cards: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["IssuingCard"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/issuing_cards/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an issuing card by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The issuing card. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuingCard"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/issuing_authorizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List issuing authorizations, newest at the provider first
         * @description The copied issuing authorizations: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["IssuingAuthorization"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/issuing_authorizations/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an issuing authorization by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The issuing authorization. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuingAuthorization"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/issuing_transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List issuing transactions, newest at the provider first
         * @description The copied issuing transactions: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["IssuingTransaction"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/issuing_transactions/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an issuing transaction by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The issuing transaction. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuingTransaction"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/issuing_disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List issuing disputes, newest at the provider first
         * @description The copied issuing disputes: typed columns, and if you ask for them the provider's objects verbatim in `provider_data`. A page ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    provider?: "stripe" | "chargebee";
                    /** @description The `payment_sync_status` of the rows. */
                    status?: "pending" | "synced" | "conflict" | "failed";
                    /** @description Also rows of deleted objects. */
                    include_deleted?: "true" | "false";
                    /** @description Also the provider’s objects, which are large. */
                    include_provider_data?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            data: components["schemas"]["IssuingDispute"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/issuing_disputes/{external_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an issuing dispute by the provider's id
         * @description From the copy, without asking the provider. To be sure that a change which you have just made is in it, call `GET …/sync/{provider}/wait` first.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Needed only if several providers know the id. */
                    provider?: "stripe" | "chargebee";
                    include_deleted?: "true" | "false";
                };
                header?: never;
                path: {
                    workspace_id: string;
                    external_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The issuing dispute. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuingDispute"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/conflicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List rows that were changed here and at the provider, and wait for a decision
         * @description If the conflict policy of a connection is `manual`. Ordered by entity. A page ends early if its objects have 4 MiB.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    entity_type?: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes";
                    provider?: "stripe" | "chargebee";
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConflictList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/conflicts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide which version of a row is kept
         * @description `version` is the one that was shown: if the row has changed since, the decision is refused with 409 and the new version, so that nobody decides on what they did not see.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    workspace_id: string;
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Resolution"];
                };
            };
            responses: {
                /** @description Decided. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ResolvedConflict"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List every change of configuration, newest first
         * @description Who changed what, when, from which address, and in which request. Written in the transaction of the change itself, and never changed.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path: {
                    workspace_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditEntryList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List every change of configuration in all workspaces, newest first
         * @description Those of deleted workspaces and of the platform itself too.
         */
        get: {
            parameters: {
                query?: {
                    workspace_id?: string;
                    actor?: string;
                    action?: string;
                    since?: string;
                    until?: string;
                    limit?: number;
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A page. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnyAuditEntryList"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit-log/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All of it as JSON lines
         * @description One entry a line, newest first, as long as the client reads. A last line `{"error": …}` says that something is missing.
         */
        get: {
            parameters: {
                query?: {
                    workspace_id?: string;
                    actor?: string;
                    action?: string;
                    since?: string;
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The entries that the filter finds. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-ndjson": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
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
        WebhookReceived: {
            /** @enum {boolean} */
            received: true;
        };
        Problem: {
            /** @description For people to read. */
            error: string;
            /**
             * @description For programs to decide by. Later versions may have more of them.
             * @example invalid_request
             * @enum {string}
             */
            code: "provider_unauthorized" | "provider_forbidden" | "provider_not_found" | "provider_rejected" | "provider_unreadable" | "provider_rate_limited" | "provider_unavailable" | "provider_invalid_response" | "provider_not_configured" | "entity_not_chosen" | "account_mismatch" | "account_taken" | "through_platform" | "credential_unreadable" | "key_service_unavailable" | "not_found" | "not_permitted" | "session_busy" | "session_not_active" | "session_superseded" | "too_many_api_keys" | "too_many_webhook_endpoints" | "webhook_endpoint_refused" | "webhook_endpoint_disabled" | "quota_exceeded" | "database_unavailable" | "database_refused" | "temporal_unavailable" | "internal" | "invalid_request" | "unauthenticated" | "issuer_unavailable" | "forbidden" | "version_mismatch" | "not_in_conflict" | "provider_ambiguous" | "payload_too_large" | "unsupported_media_type" | "rate_limited" | "idempotency_key_in_use" | "idempotency_key_reused" | "idempotency_key_unreadable";
            request_id: string;
            details?: unknown;
            /**
             * Format: uuid
             * @description The active session because of which this one was refused (409).
             */
            session_id?: string;
        };
        Workspace: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @example {
         *       "name": "Acme GmbH"
         *     }
         */
        NewWorkspace: {
            name: string;
        };
        WorkspaceList: {
            workspaces: components["schemas"]["Workspace"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        Settings: {
            /** @description Of each API key, five times as many in a burst; of all keys of the workspace four times that. Null: `effective`. */
            requests_per_second: number | null;
            /** @description The same for requests that run at the same time. Those that wait are counted apart, eight times as many. */
            requests_at_once: number | null;
            /** @description The limits that hold: the operator has set those that are null above. */
            effective: {
                requests_per_second: number;
                requests_at_once: number;
            };
        };
        /**
         * @example {
         *       "requests_per_second": 20
         *     }
         */
        SettingsChange: {
            requests_per_second?: number | null;
            requests_at_once?: number | null;
        };
        Quotas: {
            /** @description Of one listing at a time. A start that asks for more gets 422. */
            readers: {
                limit: number | null;
                own: number | null;
            };
            /** @description Full and incremental syncs that began today (UTC). At the limit a start gets 429, and a schedule skips its run. */
            syncs_per_day: {
                /** @description What holds. Null: no limit. */
                limit: number | null;
                /** @description The workspace's own. Null: as the operator has it. */
                own: number | null;
                used: number;
                /** Format: date-time */
                resets_at: string;
            };
            /** @description Of all entities. At the limit a start gets 422, and a running listing ends with this reason; webhooks are applied. */
            rows: {
                /** @description What holds. Null: no limit. */
                limit: number | null;
                /** @description The workspace's own. Null: as the operator has it. */
                own: number | null;
                used: number;
            };
            /** @description Of objects and events, by an estimate. At the limit a start gets 422, and webhooks 429: the provider sends them again. */
            stored_bytes: {
                /** @description What holds. Null: no limit. */
                limit: number | null;
                /** @description The workspace's own. Null: as the operator has it. */
                own: number | null;
                used: number;
            };
            /** @description Received and not applied yet. At the limit webhooks get 429: the provider sends them again. */
            waiting_events: {
                /** @description What holds. Null: no limit. */
                limit: number | null;
                /** @description The workspace's own. Null: as the operator has it. */
                own: number | null;
                used: number;
            };
        };
        /**
         * @example {
         *       "syncs_per_day": 48,
         *       "rows": 5000000
         *     }
         */
        QuotasChange: {
            readers?: number | null;
            syncs_per_day?: number | null;
            rows?: number | null;
            stored_bytes?: number | null;
            waiting_events?: number | null;
        };
        Overview: {
            /** Format: date-time */
            as_of: string;
            /** @description Connections in each state, of those that the search finds. */
            counts: {
                action_required?: number;
                failed?: number;
                stale?: number;
                incomplete?: number;
                late?: number;
                never_synced?: number;
                paused?: number;
                syncing?: number;
                current?: number;
                disconnected?: number;
            };
            /** @description Causes for which last syncs failed, the most frequent first. */
            errors: {
                code: string;
                message: string;
                connections: number;
            }[];
            /** @description The worst first. */
            connections: {
                /** Format: uuid */
                workspace_id: string;
                workspace_name: string;
                /** @enum {string} */
                provider: "stripe" | "chargebee";
                /** @enum {string} */
                state: "action_required" | "failed" | "stale" | "incomplete" | "late" | "never_synced" | "paused" | "syncing" | "current" | "disconnected";
                sentence: string;
                reasons: ("sync_waiting" | "sync_running" | "last_sync_failed" | "last_sync_cancelled" | "never_complete" | "webhook_down" | "schedule_paused" | "events_waiting" | "sync_overdue")[];
                /** Format: date-time */
                complete_at: string | null;
                problem: {
                    code: string;
                    message: string;
                } | null;
            }[];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        Capacity: {
            /** Format: date-time */
            as_of: string;
            /** @description Workers that asked for tasks in the last minute and a half: one that ended counts so long. */
            workers: number;
            /** @description The most that a queue wants, at least 1; and one more than `workers` while a queue is late. */
            wanted_workers: number;
            queues: {
                /** @enum {string} */
                queue: "workflows" | "slices" | "drains";
                /** @description Its name in Temporal. */
                task_queue: string;
                /** @description Tasks that wait for a worker, about. */
                backlog: number;
                /** @description 0 if none waits. */
                oldest_wait_seconds: number;
                /** @description The oldest task has waited for more than five seconds. */
                late: boolean;
                /** @description Tasks that workers have, about. Null for workflow tasks, which take milliseconds. */
                running: number | null;
                /** @description Workers that asked for its tasks in the last minute and a half. */
                workers: number;
                /** @description What one worker runs at once whatever its load: `MIN_CONCURRENT_ACTIVITIES`, `MAX_CONCURRENT_DRAINS`. */
                tasks_per_worker: number | null;
                /** @description Workers whose slots suffice for what runs and waits. */
                wanted_workers: number;
            }[];
            /** @description Full and incremental syncs. Those that wait for admission ask for no worker: `MAX_CONCURRENT_SYNCS` holds them back. */
            admissions: {
                running: number;
                waiting: number;
                /** @description 0 if none waits. */
                oldest_wait_seconds: number;
            };
        };
        IssuedApiKey: components["schemas"]["ApiKey"] & {
            /** @description The key itself. It is shown only here, because it is not stored. */
            key: string;
        };
        ApiKey: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "viewer" | "operator" | "owner";
            /** @description The last four characters of the key. */
            hint: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description To the hour. Null: not used yet.
             */
            last_used_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
        };
        /**
         * @example {
         *       "name": "Reporting",
         *       "role": "viewer"
         *     }
         */
        NewApiKey: {
            name: string;
            /**
             * @description A viewer reads, an operator also starts and cancels, an owner also configures.
             * @enum {string}
             */
            role: "viewer" | "operator" | "owner";
            /**
             * Format: date-time
             * @description The key is refused from then on. Null: it does not expire.
             * @default null
             */
            expires_at?: string | null;
        };
        ApiKeyList: {
            api_keys: components["schemas"]["ApiKey"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        MadeConnectSession: components["schemas"]["ConnectSession"] & {
            /**
             * Format: uri
             * @description For one merchant, once. It is shown only here, because its token is not stored.
             */
            url: string;
        };
        ConnectTheme: {
            /** @description The platform's name, as merchants know it. */
            name?: string;
            /** @description An image on one of `PORTAL_ORIGINS`. */
            logo_url?: string;
            /** @description The colour of buttons; their text is black or white, whichever is readable. */
            accent?: string;
            /** @description Of corners, in pixels. */
            radius?: number;
            /**
             * @description Default: as the merchant's system has it.
             * @enum {string}
             */
            mode?: "light" | "dark";
        };
        ConnectSession: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            /**
             * @description `open`: the link was not used yet. `used`: its page is open. `expired`: neither works any more. `ended`: the same, because somebody ended it.
             * @enum {string}
             */
            state: "open" | "used" | "expired" | "ended";
            capabilities: ("connect" | "reconnect" | "view" | "sync" | "disconnect")[];
            livemode: boolean | null;
            /** @description What is copied, or may be chosen. Null: the standard choice. */
            entity_types: ("customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[] | null;
            merchant_chooses: boolean;
            /** @description What the merchant has chosen. Null: nothing was chosen on the page. */
            chosen_entity_types: ("customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[] | null;
            return_url: string | null;
            refresh_url: string | null;
            embed_origins: string[];
            theme: components["schemas"]["ConnectTheme"];
            /** @description As the audit log names it. */
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Until then the link can be opened.
             */
            expires_at: string;
            /** Format: date-time */
            used_at: string | null;
            /**
             * Format: date-time
             * @description Until then the page works. Null: not opened.
             */
            page_expires_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
        };
        /**
         * @example {
         *       "capabilities": [
         *         "connect",
         *         "sync"
         *       ],
         *       "expires_in": 1800
         *     }
         */
        NewConnectSession: {
            /**
             * @default stripe
             * @enum {string}
             */
            provider?: "stripe" | "chargebee";
            /** @description What the merchant may do: connect an account, give the connected one a new key, start a sync, disconnect. Each includes `view`, the state of the connection. Default: all that the caller may hand on, which is `view` and `sync` unless it has an owner's key or the platform's. */
            capabilities?: ("connect" | "reconnect" | "view" | "sync" | "disconnect")[];
            /**
             * @description Seconds for which the link can be opened, once. The page then works for an hour.
             * @default 1800
             */
            expires_in?: number;
            /**
             * @description The mode that a key must have. Null: either.
             * @default null
             */
            livemode?: boolean | null;
            /**
             * @description What is copied of an account that is connected by this link: entities, and sets of them. The key that the page makes may read these and no more. Default: `standard`. A connection that exists keeps its own.
             * @example [
             *       "billing",
             *       "payouts"
             *     ]
             */
            entity_types?: ("standard" | "billing" | "payments" | "everything" | "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
            /**
             * @description May the merchant choose of them what is copied, before the key is made?
             * @default false
             */
            merchant_chooses?: boolean;
            /**
             * @description Where the page leads back to. If `PORTAL_ORIGINS` is set, on one of them.
             * @default null
             */
            return_url?: string | null;
            /**
             * @description Where a merchant gets a new link if this one was used or has expired. As `return_url`.
             * @default null
             */
            refresh_url?: string | null;
            /**
             * @description The sites that may show the page in a frame; each must be one of `PORTAL_ORIGINS`.
             * @default []
             */
            embed_origins?: string[];
            theme?: components["schemas"]["ConnectTheme"];
        };
        ConnectSessionList: {
            connect_sessions: components["schemas"]["ConnectSession"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        ConfiguredProvider: {
            message: string;
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            /** Format: uri */
            webhook_url: string;
            /** Format: uuid */
            config_id: string;
            webhook: components["schemas"]["WebhookState"];
        };
        WebhookState: {
            /**
             * @description `active`: this service created the endpoint, and the provider had it as it should be when it was last asked. `needs_repair`: the provider has deleted, disabled or changed it, or its webhooks are refused for their signature, as after its secret was rolled at the provider (which only refused webhooks show). `manual`: a person sets it up; if that is not done yet, or something is wrong with it, `what_to_do` says how. `platform`: the events come by the platform’s one endpoint; `reason` says if something is wrong with it.
             * @enum {string}
             */
            status: "active" | "needs_repair" | "manual" | "platform";
            url: string;
            events: string[];
            /** @description What is wrong, in words. */
            reason?: string;
            what_to_do?: string;
            /**
             * Format: date-time
             * @description Changes since then may have been delivered to nobody. The next completed sync reads them from the provider.
             */
            gap_since?: string;
        };
        /**
         * @example {
         *       "api_key": "rk_test_your_restricted_key",
         *       "entity_types": [
         *         "standard"
         *       ]
         *     }
         */
        ProviderCredentials: {
            /**
             * Format: password
             * @description The account's secret or restricted key, or with `account` its organization's key. It is never returned.
             */
            api_key: string;
            /** @description Which account an organization's key (sk_org_…) is to open (acct_…). For a key of an account: nothing. */
            account?: string;
            /** @description The signing secret of an endpoint that was set up by hand. */
            webhook_secret?: string;
            /**
             * @description What happens to a row that the platform changed if the object changes at the provider too: it is overwritten (`provider_wins`), stays (`local_wins`), or waits in `/conflicts` for a decision (`manual`).
             * @enum {string}
             */
            conflict_policy?: "provider_wins" | "local_wins" | "manual";
            /** @description A scheduled sync is skipped if it would bring the requests of 30 days above this number; null: no bound. Syncs that a caller starts, and webhooks, count but are not refused. */
            read_budget?: number | null;
            /**
             * @description Entities by their names, and sets of them: `standard` (customers, products, prices, subscriptions), `billing`, `payments`, `everything`. docs/entities.md says what is in each. What costs a request for each object of another entity is in none, and is chosen by its name: `GET …/payment-providers/{provider}/entities` says the cost.
             * @example [
             *       "billing",
             *       "payouts"
             *     ]
             */
            entity_types?: ("standard" | "billing" | "payments" | "everything" | "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
        } | {
            /** @description The name in `https://{site}.chargebee.com`. Those of test sites end in `-test`. */
            site: string;
            /**
             * Format: password
             * @description The site's API key; a read-only one is enough, without webhooks. It is never returned.
             */
            api_key: string;
            /** @description The signing secret of an endpoint that was set up by hand. */
            webhook_secret?: string;
            /**
             * @description What happens to a row that the platform changed if the object changes at the provider too: it is overwritten (`provider_wins`), stays (`local_wins`), or waits in `/conflicts` for a decision (`manual`).
             * @enum {string}
             */
            conflict_policy?: "provider_wins" | "local_wins" | "manual";
            /** @description A scheduled sync is skipped if it would bring the requests of 30 days above this number; null: no bound. Syncs that a caller starts, and webhooks, count but are not refused. */
            read_budget?: number | null;
            /**
             * @description Entities by their names, and sets of them: `standard` (customers, products, prices, subscriptions), `billing`, `payments`, `everything`. docs/entities.md says what is in each. What costs a request for each object of another entity is in none, and is chosen by its name: `GET …/payment-providers/{provider}/entities` says the cost.
             * @example [
             *       "billing",
             *       "payouts"
             *     ]
             */
            entity_types?: ("standard" | "billing" | "payments" | "everything" | "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
        };
        CheckedCredentials: {
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            /** @description Null if the key may not read the account, and the provider names it in no answer. */
            account_id: string | null;
            /** @description As the account calls itself. Null if it has no name, or the key may not read it. */
            account_name: string | null;
            livemode: boolean;
            permissions: {
                /**
                 * @description An entity, or the list of events. Without `events` a sync cannot tell what changed, and lists everything.
                 * @enum {string}
                 */
                reads: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes" | "events";
                granted: boolean;
                problem: {
                    code: string;
                    message: string;
                } | null;
            }[];
        };
        /**
         * @example {
         *       "api_key": "rk_test_your_restricted_key"
         *     }
         */
        CredentialsToCheck: {
            /**
             * Format: password
             * @description The account's secret or restricted key, or with `account` its organization's key. It is never returned.
             */
            api_key: string;
            /** @description Which account an organization's key (sk_org_…) is to open (acct_…). For a key of an account: nothing. */
            account?: string;
            /**
             * @description What is to be copied. Default: what the connection copies, or the `standard` ones.
             * @example [
             *       "billing",
             *       "payouts"
             *     ]
             */
            entity_types?: ("standard" | "billing" | "payments" | "everything" | "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
        } | {
            /** @description The name in `https://{site}.chargebee.com`. Those of test sites end in `-test`. */
            site: string;
            /**
             * Format: password
             * @description The site's API key; a read-only one is enough, without webhooks. It is never returned.
             */
            api_key: string;
            /**
             * @description What is to be copied. Default: what the connection copies, or the `standard` ones.
             * @example [
             *       "billing",
             *       "payouts"
             *     ]
             */
            entity_types?: ("standard" | "billing" | "payments" | "everything" | "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
        };
        PaymentProvider: {
            /** Format: uuid */
            config_id: string;
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            /** @description Null if the key may not read the account, and the provider names it in no answer. */
            account_id: string | null;
            livemode: boolean;
            /** @description The platform’s own key at the provider opens the account (Stripe Connect), not one of the merchant’s. */
            through_platform: boolean;
            /** @description The last four characters of the key, or of the account’s id if the platform’s own key opens it. */
            api_key_hint: string;
            is_active: boolean;
            /** @enum {string} */
            sync_status: "never_synced" | "active" | "failed" | "disabled";
            /** Format: date-time */
            last_sync_at: string | null;
            webhook_url: string | null;
            webhook: components["schemas"]["WebhookState"];
            /**
             * Format: date-time
             * @description When the provider last had the endpoint as it should be. It is asked in each sync, and once a day.
             */
            webhook_confirmed_at: string | null;
            /**
             * @description What happens to a row that the platform changed if the object changes at the provider too: it is overwritten (`provider_wins`), stays (`local_wins`), or waits in `/conflicts` for a decision (`manual`).
             * @enum {string}
             */
            conflict_policy: "provider_wins" | "local_wins" | "manual";
            /** @description What it copies. */
            entity_types: ("customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
            /** @description Entities whose rows were copied once and stay as they were. If added again, they are listed anew. */
            no_longer_copied: {
                /** @enum {string} */
                entity_type: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes";
                /** Format: date-time */
                since: string;
            }[];
            /** @description A scheduled sync is skipped if it would bring the requests of 30 days above this number; null: no bound. Syncs that a caller starts, and webhooks, count but are not refused. */
            read_budget: number | null;
            /** @description Requests that syncs and webhooks sent to the account today and in the 29 days before (UTC), including those that failed or got a 429. */
            reads_last_30_days: number;
            config_data: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            configured_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @example {
         *       "conflict_policy": "manual",
         *       "entity_types": [
         *         "billing",
         *         "payouts"
         *       ]
         *     }
         */
        PaymentProviderChange: {
            /**
             * Format: password
             * @description The account's secret or restricted key, or with `account` its organization's key. It is never returned.
             */
            api_key?: string;
            /** @description Which account an organization's key (sk_org_…) is to open (acct_…). For a key of an account: nothing. */
            account?: string;
            /** @description The signing secret of an endpoint that was set up by hand. Earlier secrets stay valid for 24 hours. */
            webhook_secret?: string;
            /**
             * @description `end`: secrets that were replaced, by this request or earlier, end at once, because one may be stolen. `keep`, the default: they stay valid for 24 hours.
             * @enum {string}
             */
            old_secrets?: "keep" | "end";
            is_active?: boolean;
            /**
             * @description What happens to a row that the platform changed if the object changes at the provider too: it is overwritten (`provider_wins`), stays (`local_wins`), or waits in `/conflicts` for a decision (`manual`).
             * @enum {string}
             */
            conflict_policy?: "provider_wins" | "local_wins" | "manual";
            /** @description A scheduled sync is skipped if it would bring the requests of 30 days above this number; null: no bound. Syncs that a caller starts, and webhooks, count but are not refused. */
            read_budget?: number | null;
            /**
             * @description Entities by their names, and sets of them: `standard` (customers, products, prices, subscriptions), `billing`, `payments`, `everything`. docs/entities.md says what is in each. What costs a request for each object of another entity is in none, and is chosen by its name: `GET …/payment-providers/{provider}/entities` says the cost.
             * @example [
             *       "billing",
             *       "payouts"
             *     ]
             */
            entity_types?: ("standard" | "billing" | "payments" | "everything" | "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
            /** @description Replaces the stored value as a whole. */
            config_data?: {
                [key: string]: unknown;
            };
        } | {
            /** @description The name in `https://{site}.chargebee.com`. Those of test sites end in `-test`. */
            site?: string;
            /**
             * Format: password
             * @description The site's API key; a read-only one is enough, without webhooks. It is never returned.
             */
            api_key?: string;
            /** @description The signing secret of an endpoint that was set up by hand. Earlier secrets stay valid for 24 hours. */
            webhook_secret?: string;
            /**
             * @description `end`: secrets that were replaced, by this request or earlier, end at once, because one may be stolen. `keep`, the default: they stay valid for 24 hours.
             * @enum {string}
             */
            old_secrets?: "keep" | "end";
            is_active?: boolean;
            /**
             * @description What happens to a row that the platform changed if the object changes at the provider too: it is overwritten (`provider_wins`), stays (`local_wins`), or waits in `/conflicts` for a decision (`manual`).
             * @enum {string}
             */
            conflict_policy?: "provider_wins" | "local_wins" | "manual";
            /** @description A scheduled sync is skipped if it would bring the requests of 30 days above this number; null: no bound. Syncs that a caller starts, and webhooks, count but are not refused. */
            read_budget?: number | null;
            /**
             * @description Entities by their names, and sets of them: `standard` (customers, products, prices, subscriptions), `billing`, `payments`, `everything`. docs/entities.md says what is in each. What costs a request for each object of another entity is in none, and is chosen by its name: `GET …/payment-providers/{provider}/entities` says the cost.
             * @example [
             *       "billing",
             *       "payouts"
             *     ]
             */
            entity_types?: ("standard" | "billing" | "payments" | "everything" | "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
            /** @description Replaces the stored value as a whole. */
            config_data?: {
                [key: string]: unknown;
            };
        };
        DisconnectedProvider: {
            message: string;
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            /** Format: uuid */
            config_id: string;
            /** @description Endpoints at the provider that could not be removed: remove them there. */
            webhook_endpoints_left: string[];
            reason?: string;
        };
        /**
         * @example {
         *       "old_secrets": "keep"
         *     }
         */
        WebhookRotation: {
            /**
             * @description `end`: the present secret ends at once, because it may be stolen, and its endpoint is removed. `keep`: both go on for 24 hours.
             * @default keep
             * @enum {string}
             */
            old_secrets?: "keep" | "end";
        };
        RepairedWebhook: components["schemas"]["PaymentProvider"] & {
            /** @description The incremental sync that reads what was not delivered; `not_started` if it could not be asked for: call again. Null if nothing can have been lost. */
            catch_up: {
                /** Format: uuid */
                session_id?: string;
                /** @enum {string} */
                status: "pending" | "running" | "not_started";
                reason?: string;
            } | null;
        };
        PaymentProviderList: {
            providers: components["schemas"]["PaymentProvider"][];
            total: number;
        };
        /**
         * @example {
         *       "account": "acct_1MtenB2eZvKYlo2C",
         *       "entity_types": [
         *         "standard"
         *       ]
         *     }
         */
        PlatformAccount: {
            /** @description The id of an account that is connected to the platform’s own: `acct_…`. */
            account: string;
            /** @description The mode that is copied. Default: live, if the platform has a key for it. */
            livemode?: boolean;
            /** @enum {string} */
            conflict_policy?: "provider_wins" | "local_wins" | "manual";
            /** @description A scheduled sync is skipped if it would bring the requests of 30 days above this number; null: no bound. Syncs that a caller starts, and webhooks, count but are not refused. */
            read_budget?: number | null;
            /**
             * @description Entities by their names, and sets of them: `standard` (customers, products, prices, subscriptions), `billing`, `payments`, `everything`. docs/entities.md says what is in each. What costs a request for each object of another entity is in none, and is chosen by its name: `GET …/payment-providers/{provider}/entities` says the cost.
             * @example [
             *       "billing",
             *       "payouts"
             *     ]
             */
            entity_types?: ("standard" | "billing" | "payments" | "everything" | "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
        };
        CopyCostList: {
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            entities: components["schemas"]["CopyCost"][];
            total: number;
        };
        CopyCost: {
            /** @enum {string} */
            entity_type: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes";
            /** @description Whether the connection copies it. */
            chosen: boolean;
            /** @description The sets that it is chosen with. Empty: by its name only, as what costs a request for each object of another entity. */
            sets: ("standard" | "billing" | "payments" | "everything")[];
            /**
             * @description The entity whose objects it is listed below, which has to be chosen too. Null: it has a list of its own.
             * @enum {string|null}
             */
            below: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes" | null;
            /** @description Each object of that entity costs a request. */
            request_each: boolean;
            /** @description Requests that listing it takes in a full sync, by the rows that the workspace has. Null if it has not been listed yet. A session’s `progress` counts what it took. */
            requests: number | null;
        };
        StartedSession: {
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            status: "pending" | "running" | "completed" | "failed" | "cancelled";
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            entity_types: ("customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
            config: {
                batch_size: number;
                max_concurrent_workers: number;
            } & {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            workflow: {
                id: string;
                run_id: string;
                /**
                 * Format: uri
                 * @description The run in Temporal's Web UI.
                 */
                url: string | null;
            };
        };
        /**
         * @example {
         *       "when_busy": "queue"
         *     }
         */
        StartSync: {
            /** @description Default: all that the connection copies. */
            entity_types?: ("customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
            /** @default 100 */
            batch_size?: number;
            /**
             * @description Readers of each entity; more than three begin only if pages take long to arrive.
             * @default 10
             */
            max_concurrent_workers?: number;
            /**
             * @description While another session runs: 409, or wait as the one queued session.
             * @default refuse
             * @enum {string}
             */
            when_busy?: "refuse" | "queue";
            /**
             * @description What `initial` does anyway; `incremental` lists only if it has to.
             * @enum {boolean}
             */
            full_sync?: true;
        };
        ConnectionStatus: {
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            /**
             * @description `never_synced`: nothing was copied yet. `syncing`: a full or incremental sync waits or runs. `current`: complete, and followed.
             *     `late`, `stale`: the time between two syncs has passed once, twice; or events have waited for ten minutes, an hour.
             *     `incomplete`: no sync has reached its end; the next continues. `failed`: the last sync failed, and none follows by itself.
             *     `action_required`: only a person can remove the cause. `paused`: switched off, or nothing follows changes but a paused schedule.
             *     `disconnected`: its credentials are destroyed.
             * @enum {string}
             */
            state: "action_required" | "failed" | "stale" | "incomplete" | "late" | "never_synced" | "paused" | "syncing" | "current" | "disconnected";
            /**
             * @description The state in words: what is true as of when, what runs, what comes next, what to do.
             * @example The copy was complete at 2026-11-28 13:00 UTC, and webhooks have kept it up to date since. The next sync starts at 2026-11-28 19:00 UTC.
             */
            sentence: string;
            /** @description What is true beside the state. */
            reasons: ("sync_waiting" | "sync_running" | "last_sync_failed" | "last_sync_cancelled" | "never_complete" | "webhook_down" | "schedule_paused" | "events_waiting" | "sync_overdue")[];
            /** @description What the connection copies. */
            entity_types: ("customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
            /** @description Of these the ones that no sync has listed to the end since they were chosen: the next sync does. */
            not_listed_yet: ("customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
            /**
             * Format: date-time
             * @description When a full or incremental sync last completed for all that the connection copies.
             */
            complete_at: string | null;
            /**
             * Format: date-time
             * @description When the oldest event that is not applied yet was received.
             */
            events_waiting_since: string | null;
            /** @description The full or incremental sync that has not ended. */
            session: {
                /** Format: uuid */
                session_id: string;
                /** @enum {string} */
                session_type: "initial_sync" | "incremental_sync";
                /** @enum {string} */
                status: "pending" | "running";
                /** Format: date-time */
                since: string;
            } | null;
            last_sync: {
                /** @enum {string} */
                outcome: "completed" | "failed" | "cancelled";
                /** Format: date-time */
                ended_at: string;
                problem: {
                    code: string;
                    message: string;
                } | null;
            } | null;
            /** Format: date-time */
            next_sync_at: string | null;
        };
        Schedule: {
            /** Format: uuid */
            workspace_id: string;
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            /** @enum {string} */
            session_type: "initial_sync" | "incremental_sync";
            cron: string | null;
            every_seconds: number | null;
            jitter_seconds: number;
            time_zone: string;
            paused: boolean;
            /** @description Null: all that the connection copies when it runs. */
            entity_types: ("customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[] | null;
            /** @description Empty if it is paused or its time never comes; null while Temporal cannot be reached. */
            next_runs: string[] | null;
            last_run: {
                /** Format: date-time */
                at: string;
                /**
                 * @description `skipped`: a session was active, no provider is connected, or the read budget or a quota is used up. `failed`: none could begin.
                 * @enum {string}
                 */
                outcome: "started" | "skipped" | "failed";
                /** @description Why no session was started: a code. `read_budget_used`: `read_budget` is reached, or a full sync would exceed it if it needs as much as the last one of the same entities. `quota_exceeded`: `GET …/quotas` says which. */
                reason: string | null;
                /**
                 * Format: uuid
                 * @description The session that was started, or the active one.
                 */
                session_id: string | null;
            } | null;
            /** @description A scheduled sync is skipped if it would bring the requests of 30 days above this number; null: no bound. Syncs that a caller starts, and webhooks, count but are not refused. */
            read_budget: number | null;
            /** @description Requests that syncs and webhooks sent to the account today and in the 29 days before (UTC), including those that failed or got a 429. */
            reads_last_30_days: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @example {
         *       "session_type": "incremental_sync",
         *       "every_seconds": 21600
         *     }
         */
        PutSchedule: {
            /**
             * @default incremental_sync
             * @enum {string}
             */
            session_type?: "initial_sync" | "incremental_sync";
            /**
             * @description Five fields, in `time_zone`.
             * @example 0 3 * * *
             */
            cron?: string;
            /** @description Instead of `cron`. Each workspace has its own offset, so that they do not all start at once. */
            every_seconds?: number;
            /**
             * @description Each run is delayed by a random time, at most this one.
             * @default 30
             */
            jitter_seconds?: number;
            /** @default UTC */
            time_zone?: string;
            /** @default false */
            paused?: boolean;
            /** @description Default: all that the connection copies when it runs. Of those that are named, it syncs the ones that are still copied. */
            entity_types?: ("customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
        };
        SessionList: {
            sessions: components["schemas"]["Session"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
            /** @description At most 10,000, also if there are more. */
            total: number;
            limit: number;
            offset: number;
            /** Format: uuid */
            workspace_id: string;
        };
        Session: {
            /** Format: uuid */
            session_id: string;
            /** @enum {string} */
            status: "pending" | "running" | "completed" | "failed" | "cancelled";
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            entity_types: ("customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes")[];
            config: {
                batch_size: number;
                max_concurrent_workers: number;
            } & {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            workflow: {
                id: string;
                run_id: string;
                /**
                 * Format: uri
                 * @description The run in Temporal's Web UI.
                 */
                url: string | null;
            };
            /** Format: uuid */
            workspace_id: string;
            /** @enum {string} */
            session_type: "initial_sync" | "incremental_sync" | "webhook_sync";
            /** @enum {string} */
            sync_mode: "full" | "incremental" | "delta";
            progress: {
                [key: string]: unknown;
            };
            error_summary: {
                [key: string]: unknown;
            } | null;
            performance_metrics: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
            /** Format: date-time */
            updated_at: string;
        };
        LiveSession: components["schemas"]["Session"] & {
            /** Format: date-time */
            as_of: string;
            figures: components["schemas"]["SessionFigures"];
            /** @description Whether `progress` was read from the workflow at this moment. */
            live: boolean;
            /** @description What a `pending` session waits for now; null for any other session. */
            queue: {
                /**
                 * @description `admission`: `MAX_CONCURRENT_SYNCS` sessions run already. `session`: another session of this workspace and provider runs before it.
                 * @enum {string}
                 */
                waits_for: "admission" | "session";
                /** @description 1 is the next. */
                position: number;
                /** Format: date-time */
                since: string;
            } | null;
            /** @description A scheduled sync is skipped if it would bring the requests of 30 days above this number; null: no bound. Syncs that a caller starts, and webhooks, count but are not refused. */
            read_budget: number | null;
            /** @description Requests that syncs and webhooks sent to the account today and in the 29 days before (UTC), including those that failed or got a 429. */
            reads_last_30_days: number;
        };
        SessionFigures: {
            /** @description Objects that were listed; of a session also events that were settled. */
            done: number;
            /** @description How many a second. Null until it can be told. */
            rate: number | null;
            /** @description The share of the time range of which all objects were read; of a session the mean of its entities. Null if it is not known. */
            covered: number | null;
            /** @description Null until it can be told, while the session waits, and when it has listed everything. */
            seconds_left: number | null;
            waiting: components["schemas"]["Awaited"];
            entities: {
                [key: string]: components["schemas"]["EntityFigures"];
            };
        };
        Awaited: {
            /** @enum {string} */
            for: "admission" | "session" | "provider";
            reason: string;
            /** Format: date-time */
            since: string;
            /**
             * Format: date-time
             * @description When the session gives up; null: it does not.
             */
            until: string | null;
            /** @description 1 is the next. Null if none waits for the same. */
            position: number | null;
        } | null;
        EntityFigures: {
            /** @enum {string} */
            state: "waiting" | "listing" | "complete" | "failed";
            /** @description Objects that were listed; of a session also events that were settled. */
            done: number;
            /** @description How many a second. Null until it can be told. */
            rate: number | null;
            /** @description The share of the time range of which all objects were read; of a session the mean of its entities. Null if it is not known. */
            covered: number | null;
            /** @description Null until it can be told, while the session waits, and when it has listed everything. */
            seconds_left: number | null;
            written: number;
        };
        SyncEventList: {
            events: components["schemas"]["SyncEvent"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        SyncEvent: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            session_id: string | null;
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            /** @enum {string} */
            event_type: "page_synced" | "entity_synced" | "entity_deleted" | "entity_conflict" | "entity_failed" | "session_started" | "session_resumed" | "session_waiting" | "session_completed" | "session_failed" | "session_cancelled" | "webhook_fault_found" | "webhook_fault_gone";
            event_message: string | null;
            event_details: {
                [key: string]: unknown;
            };
            /** @enum {string|null} */
            entity_type: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes" | null;
            /** Format: uuid */
            entity_id: string | null;
            external_id: string | null;
            /** Format: date-time */
            created_at: string;
        };
        Waited: {
            settled: boolean;
            /** @description Null if it has not arrived. */
            event?: {
                /**
                 * @description The provider's id.
                 * @example evt_1
                 */
                id: string;
                /** @enum {string} */
                provider: "stripe" | "chargebee";
                /** @example customer.updated */
                type: string;
                /**
                 * Format: date-time
                 * @description By the provider’s clock, in whole seconds.
                 */
                created_at: string;
                api_version: string | null;
                object_id: string | null;
                /** Format: date-time */
                received_at: string;
                /**
                 * @description `stored`: waits to be applied. `applied`: its change is in the tables. `stale`: the tables had something newer. `ignored`: it is about nothing that is copied. `quarantined`: every try failed; `state_reason` says why, and it can be replayed.
                 * @enum {string}
                 */
                state: "stored" | "applied" | "stale" | "ignored" | "quarantined";
                state_reason: string | null;
                /** Format: date-time */
                state_at: string;
                attempts: number;
                /** Format: uuid */
                session_id: string | null;
            } | null;
            /** @description The rows with this id. */
            objects?: {
                /** @enum {string} */
                entity_type: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes";
                external_id: string;
                deleted: boolean;
                /**
                 * Format: date-time
                 * @description The time since which the copy is known to be right.
                 */
                valid_from: string | null;
            }[];
        };
        Timeline: {
            entries: components["schemas"]["TimelineEntry"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        TimelineEntry: {
            /**
             * Format: date-time
             * @description When it happened or began.
             */
            at: string;
            /** @enum {string} */
            kind: "sync" | "webhooks" | "change";
            /** @example incremental_sync.completed */
            event: string;
            text: string;
            /** @description Who did it: `platform`, `api_key:<id>` or `oidc:<sub>`. */
            actor: string | null;
            target: string | null;
            /** @enum {string|null} */
            provider: "stripe" | "chargebee" | null;
            /** Format: uuid */
            session_id: string | null;
            /** Format: date-time */
            ended_at: string | null;
        };
        Analytics: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @enum {string} */
            bucket: "hour" | "day";
            /** @description All of the range, in order. */
            buckets: components["schemas"]["AnalyticsBucket"][];
        };
        AnalyticsBucket: {
            /** Format: date-time */
            start: string;
            /** @description Full and incremental syncs that began. */
            syncs: number;
            completed: number;
            failed: number;
            cancelled: number;
            /** @description Of those that completed or failed. */
            success_rate: number | null;
            /** @description From start to end of completed syncs. */
            seconds: {
                mean: number | null;
                median: number | null;
                p95: number | null;
                max: number | null;
            };
            /** @description Rows that were written or marked as deleted. Null for hours. */
            rows: {
                written: number;
                deleted: number;
            } | null;
            /** @description Sent to accounts. Null for hours, and for days of more than five weeks ago. */
            requests: number | null;
            /** @description From arrival until applied, of the newest 200 events; over all workspaces, of those 200 that received the newest. Null if there are none. */
            webhook_lag_seconds: {
                median: number | null;
                p95: number | null;
            } | null;
        };
        SyncSummary: {
            /** Format: uuid */
            workspace_id: string;
            name: string;
            /** @description Sessions by status, those of webhooks included. */
            sessions: {
                pending: number;
                running: number;
                completed: number;
                failed: number;
                cancelled: number;
            };
            providers: components["schemas"]["ProviderSummary"][];
        };
        ProviderSummary: {
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            is_active: boolean;
            /** @enum {string} */
            sync_status: "never_synced" | "active" | "failed" | "disabled";
            /** Format: date-time */
            last_sync_at: string | null;
            /** @description Sessions by status, those of webhooks included. */
            sessions: {
                pending: number;
                running: number;
                completed: number;
                failed: number;
                cancelled: number;
            };
            latest_session: components["schemas"]["Session"] | null;
            entities: {
                /** @enum {string} */
                entity_type: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes";
                live: number;
                deleted: number;
                by_status: {
                    pending: number;
                    synced: number;
                    conflict: number;
                    failed: number;
                };
            }[];
        };
        WebhookEventList: {
            events: components["schemas"]["WebhookEvent"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        WebhookEvent: {
            /**
             * @description The provider's id.
             * @example evt_1
             */
            id: string;
            /** @enum {string} */
            provider: "stripe" | "chargebee";
            /** @example customer.updated */
            type: string;
            /**
             * Format: date-time
             * @description By the provider’s clock, in whole seconds.
             */
            created_at: string;
            api_version: string | null;
            object_id: string | null;
            /** Format: date-time */
            received_at: string;
            /**
             * @description `stored`: waits to be applied. `applied`: its change is in the tables. `stale`: the tables had something newer. `ignored`: it is about nothing that is copied. `quarantined`: every try failed; `state_reason` says why, and it can be replayed.
             * @enum {string}
             */
            state: "stored" | "applied" | "stale" | "ignored" | "quarantined";
            state_reason: string | null;
            /** Format: date-time */
            state_at: string;
            attempts: number;
            /** Format: uuid */
            session_id: string | null;
        };
        WebhookEventDetail: components["schemas"]["WebhookEvent"] & {
            /** @description The body as the provider signed it. */
            payload: string;
        };
        CreatedWebhookEndpoint: components["schemas"]["WebhookEndpoint"] & {
            /**
             * @description Signs the webhooks as Standard Webhooks says (standardwebhooks.com). It is shown only here: it is stored encrypted.
             * @example whsec_…
             */
            secret: string;
        };
        WebhookEndpoint: {
            /** Format: uuid */
            id: string;
            url: string;
            description: string;
            types: ("connection.created" | "connection.reconnected" | "connection.action_required" | "connection.removed" | "sync.started" | "sync.completed" | "sync.incomplete" | "sync.failed" | "sync.cancelled" | "sync.late" | "sync.stale" | "webhook_endpoint.down" | "webhook_endpoint.disabled" | "event.quarantined" | "conflict.opened" | "read_budget.reached" | "rows.changed")[] | null;
            /** @enum {string} */
            status: "enabled" | "disabled";
            /**
             * @description `by_request`: somebody switched it off. `gone`: it answered 410. `failing`: it took nothing for five days.
             * @enum {string|null}
             */
            disabled_reason: "by_request" | "gone" | "failing" | null;
            /** Format: date-time */
            disabled_at: string | null;
            /**
             * Format: date-time
             * @description Since when it has taken nothing. Null: it does.
             */
            failing_since: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @example {
         *       "url": "https://example.com/webhooks/payment-sync",
         *       "description": "Production",
         *       "types": [
         *         "sync.completed",
         *         "sync.failed"
         *       ]
         *     }
         */
        NewWebhookEndpoint: {
            /**
             * Format: uri
             * @description Where webhooks are sent: https, on the public Internet, without a user and a password. Its addresses are checked with each request, and redirects are not followed.
             * @example https://example.com/webhooks/payment-sync
             */
            url: string;
            /** @default  */
            description?: string;
            /**
             * @description What is sent. Null: everything but `rows.changed`, also what later releases add.
             * @default null
             */
            types?: ("connection.created" | "connection.reconnected" | "connection.action_required" | "connection.removed" | "sync.started" | "sync.completed" | "sync.incomplete" | "sync.failed" | "sync.cancelled" | "sync.late" | "sync.stale" | "webhook_endpoint.down" | "webhook_endpoint.disabled" | "event.quarantined" | "conflict.opened" | "read_budget.reached" | "rows.changed")[] | null;
        };
        WebhookEndpointList: {
            webhook_endpoints: components["schemas"]["WebhookEndpoint"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        /**
         * @example {
         *       "enabled": false
         *     }
         */
        WebhookEndpointChange: {
            /**
             * Format: uri
             * @description Where webhooks are sent: https, on the public Internet, without a user and a password. Its addresses are checked with each request, and redirects are not followed.
             * @example https://example.com/webhooks/payment-sync
             */
            url?: string;
            description?: string;
            /** @description What is sent. Null: everything but `rows.changed`, also what later releases add. */
            types?: ("connection.created" | "connection.reconnected" | "connection.action_required" | "connection.removed" | "sync.started" | "sync.completed" | "sync.incomplete" | "sync.failed" | "sync.cancelled" | "sync.late" | "sync.stale" | "webhook_endpoint.down" | "webhook_endpoint.disabled" | "event.quarantined" | "conflict.opened" | "read_budget.reached" | "rows.changed")[] | null;
            /** @description False: nothing is sent until it is switched on again. What happens in between is kept as failed deliveries, which can be replayed. */
            enabled?: boolean;
        };
        RotatedSecret: {
            /** Format: uuid */
            id: string;
            /**
             * @description Signs the webhooks as Standard Webhooks says (standardwebhooks.com). It is shown only here: it is stored encrypted.
             * @example whsec_…
             */
            secret: string;
        };
        /**
         * @example {
         *       "overlap_seconds": 86400
         *     }
         */
        SecretRotation: {
            /**
             * @description For how long webhooks are signed with the old secret too. 0: it may be stolen, and ends now.
             * @default 86400
             */
            overlap_seconds?: number;
        };
        Delivery: {
            /** Format: uuid */
            id: string;
            /** @description The header `webhook-id`, the same in every attempt. */
            webhook_id: string;
            /** @enum {string} */
            type: "connection.created" | "connection.reconnected" | "connection.action_required" | "connection.removed" | "sync.started" | "sync.completed" | "sync.incomplete" | "sync.failed" | "sync.cancelled" | "sync.late" | "sync.stale" | "webhook_endpoint.down" | "webhook_endpoint.disabled" | "event.quarantined" | "conflict.opened" | "read_budget.reached" | "rows.changed" | "webhook.test";
            /**
             * @description `waiting`: it will be sent. `failed`: it is not tried any more, and can be replayed.
             * @enum {string}
             */
            state: "waiting" | "delivered" | "failed";
            /** @description Since it was made, or since the last replay. */
            attempts: number;
            /** Format: date-time */
            happened_at: string;
            /** Format: date-time */
            state_at: string;
            /**
             * Format: date-time
             * @description Null unless it waits.
             */
            next_attempt_at: string | null;
            /** @description Why the last attempt was no success. */
            problem: string | null;
            /** @description As it is sent, letter by letter. */
            body: string;
        };
        DeliveryList: {
            deliveries: components["schemas"]["Delivery"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        DeliveryAttemptList: {
            attempts: components["schemas"]["DeliveryAttempt"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        DeliveryAttempt: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            delivery_id: string;
            attempt: number;
            /** Format: date-time */
            sent_at: string;
            duration_ms: number;
            /** @description Of HTTP. Null: there was no answer. */
            status: number | null;
            /** @description Null: the webhook has arrived. */
            problem: string | null;
            /** @description How the answer began, 1,000 characters at most. */
            answer: string | null;
        };
        ReplayedDeliveries: {
            deliveries: number;
        };
        /**
         * @example {
         *       "since": "2026-01-01T00:00:00Z"
         *     }
         */
        ReplayDeliveries: {
            /**
             * Format: date-time
             * @description Of when it happened.
             */
            since: string;
            /**
             * @description Also what has arrived: for a receiver that has lost it.
             * @default false
             */
            delivered?: boolean;
        };
        Customer: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            email: string | null;
            name: string | null;
            phone: string | null;
        };
        TaxId: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            type: string | null;
            value: string | null;
            country: string | null;
            verification_status: string | null;
        };
        Product: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            name: string | null;
            description: string | null;
            active: boolean | null;
            default_price_external_id: string | null;
        };
        Price: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            product_external_id: string | null;
            active: boolean | null;
            currency: string | null;
            type: string | null;
            nickname: string | null;
            lookup_key: string | null;
            /** @description In the currency's smallest unit. Null past 2^53: read unit_amount_decimal. */
            unit_amount: number | null;
            unit_amount_decimal: string | null;
            recurring_interval: string | null;
            recurring_interval_count: number | null;
        };
        Subscription: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            status: string | null;
            currency: string | null;
            /**
             * Format: date-time
             * @description Of its first item, if items have periods of their own.
             */
            current_period_start: string | null;
            /**
             * Format: date-time
             * @description Of its first item, if items have periods of their own.
             */
            current_period_end: string | null;
            cancel_at_period_end: boolean | null;
            /** Format: date-time */
            canceled_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            /** Format: date-time */
            trial_end: string | null;
        };
        SubscriptionItem: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            subscription_external_id: string | null;
            price_external_id: string | null;
            product_external_id: string | null;
            quantity: number | null;
            /** Format: date-time */
            current_period_start: string | null;
            /** Format: date-time */
            current_period_end: string | null;
        };
        Plan: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            product_external_id: string | null;
            active: boolean | null;
            amount: number | null;
            amount_decimal: string | null;
            currency: string | null;
            interval: string | null;
            interval_count: number | null;
            nickname: string | null;
        };
        Addon: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            name: string | null;
            active: boolean | null;
            /** @description `recurring` or `one_time`. */
            type: string | null;
            amount: number | null;
            amount_decimal: string | null;
            currency: string | null;
            interval: string | null;
            interval_count: number | null;
        };
        Coupon: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            name: string | null;
            percent_off: string | null;
            amount_off: number | null;
            currency: string | null;
            duration: string | null;
            duration_in_months: number | null;
            valid: boolean | null;
            /** Format: date-time */
            redeem_by: string | null;
            times_redeemed: number | null;
            max_redemptions: number | null;
        };
        PromotionCode: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            code: string | null;
            active: boolean | null;
            coupon_external_id: string | null;
            customer_external_id: string | null;
            /** Format: date-time */
            expires_at: string | null;
            times_redeemed: number | null;
            max_redemptions: number | null;
        };
        TaxRate: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            display_name: string | null;
            active: boolean | null;
            inclusive: boolean | null;
            percentage: string | null;
            country: string | null;
            state: string | null;
            jurisdiction: string | null;
        };
        ShippingRate: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            active: boolean | null;
            name: string | null;
            type: string | null;
            currency: string | null;
            amount: number | null;
            tax_behavior: string | null;
        };
        Feature: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            name: string | null;
            lookup_key: string | null;
            active: boolean | null;
        };
        Invoice: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            subscription_external_id: string | null;
            number: string | null;
            status: string | null;
            currency: string | null;
            billing_reason: string | null;
            collection_method: string | null;
            total: number | null;
            subtotal: number | null;
            amount_due: number | null;
            amount_paid: number | null;
            amount_remaining: number | null;
            /** Format: date-time */
            period_start: string | null;
            /** Format: date-time */
            period_end: string | null;
            /** Format: date-time */
            due_date: string | null;
        };
        InvoicePayment: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            invoice_external_id: string | null;
            payment_intent_external_id: string | null;
            charge_external_id: string | null;
            status: string | null;
            currency: string | null;
            amount_requested: number | null;
            amount_paid: number | null;
            is_default: boolean | null;
            /** Format: date-time */
            paid_at: string | null;
            /** Format: date-time */
            canceled_at: string | null;
        };
        InvoiceItem: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            invoice_external_id: string | null;
            subscription_external_id: string | null;
            price_external_id: string | null;
            currency: string | null;
            amount: number | null;
            quantity: number | null;
            description: string | null;
            proration: boolean | null;
            /** Format: date-time */
            period_start: string | null;
            /** Format: date-time */
            period_end: string | null;
        };
        CreditNote: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            invoice_external_id: string | null;
            customer_external_id: string | null;
            number: string | null;
            status: string | null;
            type: string | null;
            reason: string | null;
            currency: string | null;
            amount: number | null;
            /** Format: date-time */
            voided_at: string | null;
        };
        SubscriptionSchedule: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            subscription_external_id: string | null;
            status: string | null;
            end_behavior: string | null;
            /** Format: date-time */
            phase_start: string | null;
            /** Format: date-time */
            phase_end: string | null;
            /** Format: date-time */
            canceled_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
            /** Format: date-time */
            released_at: string | null;
        };
        Quote: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            subscription_external_id: string | null;
            invoice_external_id: string | null;
            number: string | null;
            status: string | null;
            currency: string | null;
            amount_total: number | null;
            amount_subtotal: number | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            finalized_at: string | null;
            /** Format: date-time */
            accepted_at: string | null;
            /** Format: date-time */
            canceled_at: string | null;
        };
        Meter: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            display_name: string | null;
            event_name: string | null;
            status: string | null;
            /** @description How its events are added up. */
            aggregation: string | null;
            /** Format: date-time */
            deactivated_at: string | null;
        };
        CreditGrant: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            name: string | null;
            category: string | null;
            currency: string | null;
            /** @description Null if it is not an amount of money. */
            amount: number | null;
            /** Format: date-time */
            effective_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            voided_at: string | null;
        };
        CheckoutSession: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            payment_intent_external_id: string | null;
            subscription_external_id: string | null;
            invoice_external_id: string | null;
            setup_intent_external_id: string | null;
            mode: string | null;
            status: string | null;
            payment_status: string | null;
            currency: string | null;
            amount_total: number | null;
            amount_subtotal: number | null;
            /** @description The merchant’s own id of what is bought. */
            client_reference: string | null;
            /** Format: date-time */
            expires_at: string | null;
        };
        PaymentLink: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            url: string | null;
            active: boolean | null;
            currency: string | null;
            customer_creation: string | null;
            submit_type: string | null;
        };
        Charge: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            payment_intent_external_id: string | null;
            status: string | null;
            currency: string | null;
            amount: number | null;
            amount_captured: number | null;
            amount_refunded: number | null;
            paid: boolean | null;
            captured: boolean | null;
            refunded: boolean | null;
            disputed: boolean | null;
            failure_code: string | null;
            description: string | null;
            balance_transaction_external_id: string | null;
        };
        PaymentIntent: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            latest_charge_external_id: string | null;
            status: string | null;
            currency: string | null;
            amount: number | null;
            amount_received: number | null;
            description: string | null;
            /** Format: date-time */
            canceled_at: string | null;
        };
        SetupIntent: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            status: string | null;
            usage: string | null;
            description: string | null;
            payment_method_external_id: string | null;
        };
        PaymentMethod: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            type: string | null;
            status: string | null;
            card_brand: string | null;
            card_last4: string | null;
            card_exp_month: number | null;
            card_exp_year: number | null;
        };
        Transaction: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            subscription_external_id: string | null;
            payment_method_external_id: string | null;
            type: string | null;
            status: string | null;
            /** @description How it was paid: `card`, `bank_transfer` … */
            method: string | null;
            gateway: string | null;
            currency: string | null;
            amount: number | null;
            amount_unused: number | null;
            failure_code: string | null;
            refunded_external_id: string | null;
            /** Format: date-time */
            voided_at: string | null;
        };
        Refund: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            charge_external_id: string | null;
            payment_intent_external_id: string | null;
            status: string | null;
            currency: string | null;
            amount: number | null;
            reason: string | null;
            failure_reason: string | null;
        };
        Dispute: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            charge_external_id: string | null;
            payment_intent_external_id: string | null;
            status: string | null;
            reason: string | null;
            currency: string | null;
            amount: number | null;
            /** Format: date-time */
            evidence_due_by: string | null;
        };
        Review: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            charge_external_id: string | null;
            payment_intent_external_id: string | null;
            open: boolean | null;
            reason: string | null;
            closed_reason: string | null;
        };
        EarlyFraudWarning: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            charge_external_id: string | null;
            payment_intent_external_id: string | null;
            actionable: boolean | null;
            fraud_type: string | null;
        };
        Payout: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            status: string | null;
            currency: string | null;
            amount: number | null;
            /** Format: date-time */
            arrival_date: string | null;
            automatic: boolean | null;
            method: string | null;
            type: string | null;
            failure_code: string | null;
            description: string | null;
            balance_transaction_external_id: string | null;
        };
        Transfer: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            currency: string | null;
            amount: number | null;
            amount_reversed: number | null;
            reversed: boolean | null;
            transfer_group: string | null;
            description: string | null;
            balance_transaction_external_id: string | null;
        };
        "Top-up": {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            status: string | null;
            currency: string | null;
            amount: number | null;
            description: string | null;
            failure_code: string | null;
            balance_transaction_external_id: string | null;
        };
        ApplicationFee: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            currency: string | null;
            amount: number | null;
            amount_refunded: number | null;
            refunded: boolean | null;
            balance_transaction_external_id: string | null;
        };
        BalanceTransaction: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            type: string | null;
            status: string | null;
            currency: string | null;
            amount: number | null;
            fee: number | null;
            net: number | null;
            reporting_category: string | null;
            /** Format: date-time */
            available_on: string | null;
            description: string | null;
        };
        CustomerBalanceTransaction: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            customer_external_id: string | null;
            invoice_external_id: string | null;
            credit_note_external_id: string | null;
            type: string | null;
            currency: string | null;
            amount: number | null;
            ending_balance: number | null;
            description: string | null;
        };
        IssuingCardholder: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            name: string | null;
            email: string | null;
            status: string | null;
            type: string | null;
        };
        IssuingCard: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            cardholder_external_id: string | null;
            status: string | null;
            type: string | null;
            brand: string | null;
            last4: string | null;
            currency: string | null;
        };
        IssuingAuthorization: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            card_external_id: string | null;
            cardholder_external_id: string | null;
            status: string | null;
            approved: boolean | null;
            currency: string | null;
            amount: number | null;
        };
        IssuingTransaction: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            card_external_id: string | null;
            cardholder_external_id: string | null;
            authorization_external_id: string | null;
            type: string | null;
            currency: string | null;
            amount: number | null;
        };
        IssuingDispute: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            livemode: boolean | null;
            /** Format: date-time */
            provider_created_at: string | null;
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            /** Format: date-time */
            payment_synced_at: string | null;
            payment_sync_version: number;
            /** @enum {string} */
            source: "list" | "event" | "fetch" | "local";
            /** Format: uuid */
            source_session_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            deleted_at: string | null;
            /** @description The provider's object, verbatim. In lists only if `include_provider_data` is true. */
            provider_data?: {
                [key: string]: unknown;
            } | null;
            transaction_external_id: string | null;
            status: string | null;
            currency: string | null;
            amount: number | null;
        };
        ConflictList: {
            conflicts: components["schemas"]["Conflict"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        Conflict: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            entity_type: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes";
            /** @enum {string} */
            payment_provider: "stripe" | "chargebee";
            /** @description The provider's id. */
            external_id: string;
            /** @description `payment_sync_version`. A decision has to name it. */
            version: number;
            differences: {
                column: string;
                local?: unknown;
                provider?: unknown;
            }[];
            /** @description Whether the platform deleted the row. */
            deleted_locally: boolean;
            /** @description The provider's version, verbatim. */
            provider_data: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            updated_at: string;
        };
        ResolvedConflict: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            entity_type: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes";
            external_id: string;
            /** @enum {string} */
            kept: "local" | "provider";
            /** @description The columns in which the two versions differed. */
            columns: string[];
            /** @enum {string} */
            payment_sync_status: "pending" | "synced" | "conflict" | "failed";
            version: number;
        };
        /**
         * @example {
         *       "entity_type": "customers",
         *       "keep": "provider",
         *       "version": 3
         *     }
         */
        Resolution: {
            /** @enum {string} */
            entity_type: "customers" | "tax_ids" | "products" | "prices" | "subscriptions" | "subscription_items" | "plans" | "addons" | "coupons" | "promotion_codes" | "tax_rates" | "shipping_rates" | "features" | "invoices" | "invoice_payments" | "invoice_items" | "credit_notes" | "subscription_schedules" | "quotes" | "meters" | "credit_grants" | "checkout_sessions" | "payment_links" | "charges" | "payment_intents" | "setup_intents" | "payment_methods" | "transactions" | "refunds" | "disputes" | "reviews" | "early_fraud_warnings" | "payouts" | "transfers" | "topups" | "application_fees" | "balance_transactions" | "customer_balance_transactions" | "issuing_cardholders" | "issuing_cards" | "issuing_authorizations" | "issuing_transactions" | "issuing_disputes";
            /**
             * @description `provider`: the columns get the provider’s values, and the row is `synced`. `local`: they stay, and the row is `pending` until the provider has them.
             * @enum {string}
             */
            keep: "local" | "provider";
            /** @description The `version` that the list of conflicts showed. */
            version: number;
        };
        AuditEntryList: {
            entries: components["schemas"]["AuditEntry"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        AuditEntry: {
            /** Format: uuid */
            id: string;
            /** @description `platform`, `platform:<name>`, `api_key:<id>`, or `oidc:<sub>` for the user of a token. */
            actor: string;
            /** @example payment_provider.configured */
            action: string;
            target: string;
            details: {
                [key: string]: unknown;
            };
            request_id: string | null;
            remote_address: string | null;
            /** Format: date-time */
            created_at: string;
        };
        AnyAuditEntryList: {
            entries: components["schemas"]["AnyAuditEntry"][];
            /** @description Null on the last page. */
            next_cursor: string | null;
        };
        AnyAuditEntry: components["schemas"]["AuditEntry"] & {
            /**
             * Format: uuid
             * @description Null: of the platform itself.
             */
            workspace_id: string | null;
        };
        Readiness: {
            /** @enum {string} */
            status: "ready" | "unavailable";
            checks: {
                postgres: {
                    ok: boolean;
                    error?: string;
                };
                temporal: {
                    ok: boolean;
                    error?: string;
                };
                keys: {
                    ok: boolean;
                    error?: string;
                };
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
