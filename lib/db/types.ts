export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      alert_channels: {
        Row: {
          created_at: string;
          id: string;
          is_enabled: boolean;
          kind: string;
          name: string;
          secret: string | null;
          target: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          is_enabled?: boolean;
          kind: string;
          name: string;
          secret?: string | null;
          target: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          is_enabled?: boolean;
          kind?: string;
          name?: string;
          secret?: string | null;
          target?: string;
        };
        Relationships: [];
      };
      alert_deliveries: {
        Row: {
          alert_id: string | null;
          attempts: number;
          channel_id: string;
          created_at: string;
          due_at: string;
          ended_at: string | null;
          error: string | null;
          event: string;
          id: string;
          message: NonNullable<Json>;
          notice: number;
          status: string;
        };
        ComputedFields: never;
        Insert: {
          alert_id?: string | null;
          attempts?: number;
          channel_id: string;
          created_at?: string;
          due_at?: string;
          ended_at?: string | null;
          error?: string | null;
          event: string;
          id?: string;
          message: NonNullable<Json>;
          notice?: number;
          status?: string;
        };
        Update: {
          alert_id?: string | null;
          attempts?: number;
          channel_id?: string;
          created_at?: string;
          due_at?: string;
          ended_at?: string | null;
          error?: string | null;
          event?: string;
          id?: string;
          message?: NonNullable<Json>;
          notice?: number;
          status?: string;
        };
        Relationships: [
          {
            foreignKeyName: "alert_deliveries_alert_id_fkey";
            columns: ["alert_id"];
            isOneToOne: false;
            referencedRelation: "alerts";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "alert_deliveries_channel_id_fkey";
            columns: ["channel_id"];
            isOneToOne: false;
            referencedRelation: "alert_channels";
            referencedColumns: ["id"];
          },
        ];
      };
      alert_rules: {
        Row: {
          created_at: string;
          id: string;
          is_enabled: boolean;
          kind: string;
          min_items: number;
          name: string;
          repeat_s: number | null;
          scope: string | null;
          silenced_until: string | null;
          threshold: number;
          updated_at: string;
          window_s: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          is_enabled?: boolean;
          kind: string;
          min_items?: number;
          name: string;
          repeat_s?: number | null;
          scope?: string | null;
          silenced_until?: string | null;
          threshold: number;
          updated_at?: string;
          window_s?: number;
        };
        Update: {
          created_at?: string;
          id?: string;
          is_enabled?: boolean;
          kind?: string;
          min_items?: number;
          name?: string;
          repeat_s?: number | null;
          scope?: string | null;
          silenced_until?: string | null;
          threshold?: number;
          updated_at?: string;
          window_s?: number;
        };
        Relationships: [];
      };
      alert_samples: {
        Row: {
          items: NonNullable<Json>;
          taken_at: string;
        };
        ComputedFields: never;
        Insert: {
          items: NonNullable<Json>;
          taken_at: string;
        };
        Update: {
          items?: NonNullable<Json>;
          taken_at?: string;
        };
        Relationships: [];
      };
      alerts: {
        Row: {
          created_at: string;
          detail: NonNullable<Json>;
          id: string;
          notices: number;
          notified_at: string | null;
          resolved_at: string | null;
          rule: string;
          rule_id: string | null;
          rule_name: string;
          seen_at: string;
          state: string;
          subject: string;
          value: number | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          detail?: NonNullable<Json>;
          id?: string;
          notices?: number;
          notified_at?: string | null;
          resolved_at?: string | null;
          rule: string;
          rule_id?: string | null;
          rule_name?: string;
          seen_at?: string;
          state?: string;
          subject: string;
          value?: number | null;
        };
        Update: {
          created_at?: string;
          detail?: NonNullable<Json>;
          id?: string;
          notices?: number;
          notified_at?: string | null;
          resolved_at?: string | null;
          rule?: string;
          rule_id?: string | null;
          rule_name?: string;
          seen_at?: string;
          state?: string;
          subject?: string;
          value?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "alerts_rule_id_fkey";
            columns: ["rule_id"];
            isOneToOne: false;
            referencedRelation: "alert_rules";
            referencedColumns: ["id"];
          },
        ];
      };
      annotations: {
        Row: {
          box: number[] | null;
          created_at: string;
          dataset: string;
          id: string;
          label: string;
          mask: Json | null;
          origin: string;
          raw_id: string;
          scene_id: string;
        };
        ComputedFields: never;
        Insert: {
          box?: number[] | null;
          created_at?: string;
          dataset: string;
          id?: string;
          label: string;
          mask?: Json | null;
          origin: string;
          raw_id: string;
          scene_id: string;
        };
        Update: {
          box?: number[] | null;
          created_at?: string;
          dataset?: string;
          id?: string;
          label?: string;
          mask?: Json | null;
          origin?: string;
          raw_id?: string;
          scene_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "annotations_scene_id_fkey";
            columns: ["scene_id"];
            isOneToOne: false;
            referencedRelation: "scenes";
            referencedColumns: ["id"];
          },
        ];
      };
      api_keys: {
        Row: {
          created_at: string;
          created_by: string | null;
          expires_at: string | null;
          id: string;
          key_hash: string;
          last_used_at: string | null;
          name: string;
          prefix: string;
          rate_per_minute: number | null;
          revoked_at: string | null;
          scopes: string[];
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          expires_at?: string | null;
          id?: string;
          key_hash: string;
          last_used_at?: string | null;
          name: string;
          prefix: string;
          rate_per_minute?: number | null;
          revoked_at?: string | null;
          scopes?: string[];
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          expires_at?: string | null;
          id?: string;
          key_hash?: string;
          last_used_at?: string | null;
          name?: string;
          prefix?: string;
          rate_per_minute?: number | null;
          revoked_at?: string | null;
          scopes?: string[];
        };
        Relationships: [];
      };
      audit_log: {
        Row: {
          action: string;
          actor: string;
          actor_kind: string;
          actor_name: string;
          address: string | null;
          created_at: string;
          detail: NonNullable<Json>;
          id: string;
          request_id: string | null;
          status: number | null;
          subject: string;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor: string;
          actor_kind?: string;
          actor_name?: string;
          address?: string | null;
          created_at?: string;
          detail?: NonNullable<Json>;
          id?: string;
          request_id?: string | null;
          status?: number | null;
          subject: string;
        };
        Update: {
          action?: string;
          actor?: string;
          actor_kind?: string;
          actor_name?: string;
          address?: string | null;
          created_at?: string;
          detail?: NonNullable<Json>;
          id?: string;
          request_id?: string | null;
          status?: number | null;
          subject?: string;
        };
        Relationships: [];
      };
      classifications: {
        Row: {
          created_at: string;
          evidence: NonNullable<Json>;
          id: string;
          kind: string;
          label: string;
          model_id: string;
          model_version: string;
          scene_id: string;
          score: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          evidence?: NonNullable<Json>;
          id?: string;
          kind: string;
          label: string;
          model_id: string;
          model_version: string;
          scene_id: string;
          score: number;
        };
        Update: {
          created_at?: string;
          evidence?: NonNullable<Json>;
          id?: string;
          kind?: string;
          label?: string;
          model_id?: string;
          model_version?: string;
          scene_id?: string;
          score?: number;
        };
        Relationships: [
          {
            foreignKeyName: "classifications_scene_id_fkey";
            columns: ["scene_id"];
            isOneToOne: false;
            referencedRelation: "scenes";
            referencedColumns: ["id"];
          },
        ];
      };
      counters: {
        Row: {
          key: string;
          name: string;
          value: number;
        };
        ComputedFields: never;
        Insert: {
          key?: string;
          name: string;
          value?: number;
        };
        Update: {
          key?: string;
          name?: string;
          value?: number;
        };
        Relationships: [];
      };
      crawl_frontier: {
        Row: {
          candidates: number;
          created_at: string;
          depth: number;
          error: Json | null;
          fetched_at: string | null;
          found: Json | null;
          id: string;
          is_unchanged: boolean;
          job_id: string;
          status: string;
          url: string;
          visit: number | null;
        };
        ComputedFields: never;
        Insert: {
          candidates?: number;
          created_at?: string;
          depth?: number;
          error?: Json | null;
          fetched_at?: string | null;
          found?: Json | null;
          id?: string;
          is_unchanged?: boolean;
          job_id: string;
          status?: string;
          url: string;
          visit?: number | null;
        };
        Update: {
          candidates?: number;
          created_at?: string;
          depth?: number;
          error?: Json | null;
          fetched_at?: string | null;
          found?: Json | null;
          id?: string;
          is_unchanged?: boolean;
          job_id?: string;
          status?: string;
          url?: string;
          visit?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "crawl_frontier_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
        ];
      };
      crawl_hosts: {
        Row: {
          crawl_delay_ms: number | null;
          delay_ms: number;
          held_until: string | null;
          holder: string | null;
          host: string;
          latency_ms: number | null;
          next_allowed_at: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          crawl_delay_ms?: number | null;
          delay_ms?: number;
          held_until?: string | null;
          holder?: string | null;
          host: string;
          latency_ms?: number | null;
          next_allowed_at?: string;
          updated_at?: string;
        };
        Update: {
          crawl_delay_ms?: number | null;
          delay_ms?: number;
          held_until?: string | null;
          holder?: string | null;
          host?: string;
          latency_ms?: number | null;
          next_allowed_at?: string;
          updated_at?: string;
        };
        Relationships: [];
      };
      crawl_job_hosts: {
        Row: {
          blocked_at: string | null;
          blocked_reason: string | null;
          bytes: number;
          denials: number;
          failed: number;
          host: string;
          job_id: string;
          last_request_at: string | null;
          last_status: number | null;
          refused: number;
          requests: number;
          unchanged: number;
        };
        ComputedFields: never;
        Insert: {
          blocked_at?: string | null;
          blocked_reason?: string | null;
          bytes?: number;
          denials?: number;
          failed?: number;
          host: string;
          job_id: string;
          last_request_at?: string | null;
          last_status?: number | null;
          refused?: number;
          requests?: number;
          unchanged?: number;
        };
        Update: {
          blocked_at?: string | null;
          blocked_reason?: string | null;
          bytes?: number;
          denials?: number;
          failed?: number;
          host?: string;
          job_id?: string;
          last_request_at?: string | null;
          last_status?: number | null;
          refused?: number;
          requests?: number;
          unchanged?: number;
        };
        Relationships: [
          {
            foreignKeyName: "crawl_job_hosts_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
        ];
      };
      crawl_pages: {
        Row: {
          etag: string | null;
          fetched_at: string;
          found: NonNullable<Json>;
          last_modified: string | null;
          source: string;
          url: string;
        };
        ComputedFields: never;
        Insert: {
          etag?: string | null;
          fetched_at?: string;
          found: NonNullable<Json>;
          last_modified?: string | null;
          source: string;
          url: string;
        };
        Update: {
          etag?: string | null;
          fetched_at?: string;
          found?: NonNullable<Json>;
          last_modified?: string | null;
          source?: string;
          url?: string;
        };
        Relationships: [];
      };
      crawl_pictures: {
        Row: {
          candidate: Json | null;
          error: Json | null;
          etag: string | null;
          image_url: string;
          job_id: string | null;
          last_modified: string | null;
          outcome: string;
          scene_id: string | null;
          source: string;
          source_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          candidate?: Json | null;
          error?: Json | null;
          etag?: string | null;
          image_url: string;
          job_id?: string | null;
          last_modified?: string | null;
          outcome: string;
          scene_id?: string | null;
          source: string;
          source_id: string;
          updated_at?: string;
        };
        Update: {
          candidate?: Json | null;
          error?: Json | null;
          etag?: string | null;
          image_url?: string;
          job_id?: string | null;
          last_modified?: string | null;
          outcome?: string;
          scene_id?: string | null;
          source?: string;
          source_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "crawl_pictures_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "crawl_pictures_scene_id_fkey";
            columns: ["scene_id"];
            isOneToOne: false;
            referencedRelation: "scenes";
            referencedColumns: ["id"];
          },
        ];
      };
      crawl_site_files: {
        Row: {
          body: string;
          fetched_at: string;
          status: number | null;
          url: string;
        };
        ComputedFields: never;
        Insert: {
          body?: string;
          fetched_at?: string;
          status?: number | null;
          url: string;
        };
        Update: {
          body?: string;
          fetched_at?: string;
          status?: number | null;
          url?: string;
        };
        Relationships: [];
      };
      crawl_yield: {
        Row: {
          job_id: string;
          outcome: string;
          reason: string;
          value: number;
        };
        ComputedFields: never;
        Insert: {
          job_id: string;
          outcome: string;
          reason: string;
          value?: number;
        };
        Update: {
          job_id?: string;
          outcome?: string;
          reason?: string;
          value?: number;
        };
        Relationships: [
          {
            foreignKeyName: "crawl_yield_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
        ];
      };
      dead_letters: {
        Row: {
          chunk_id: string | null;
          created_at: string;
          discard_reason: string | null;
          error: NonNullable<Json>;
          event: NonNullable<Json>;
          fingerprint: string;
          function_id: string;
          id: string;
          job_id: string | null;
          reason: string;
          run_id: string;
          state: string;
        };
        ComputedFields: never;
        Insert: {
          chunk_id?: string | null;
          created_at?: string;
          discard_reason?: string | null;
          error: NonNullable<Json>;
          event?: NonNullable<Json>;
          fingerprint: string;
          function_id: string;
          id?: string;
          job_id?: string | null;
          reason: string;
          run_id: string;
          state?: string;
        };
        Update: {
          chunk_id?: string | null;
          created_at?: string;
          discard_reason?: string | null;
          error?: NonNullable<Json>;
          event?: NonNullable<Json>;
          fingerprint?: string;
          function_id?: string;
          id?: string;
          job_id?: string | null;
          reason?: string;
          run_id?: string;
          state?: string;
        };
        Relationships: [
          {
            foreignKeyName: "dead_letters_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
        ];
      };
      embeddings: {
        Row: {
          created_at: string;
          dimensions: number;
          id: string;
          model_id: string;
          model_version: string;
          object_id: string | null;
          scene_id: string;
          vector: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          dimensions: number;
          id?: string;
          model_id: string;
          model_version: string;
          object_id?: string | null;
          scene_id: string;
          vector: string;
        };
        Update: {
          created_at?: string;
          dimensions?: number;
          id?: string;
          model_id?: string;
          model_version?: string;
          object_id?: string | null;
          scene_id?: string;
          vector?: string;
        };
        Relationships: [
          {
            foreignKeyName: "embeddings_object_id_fkey";
            columns: ["object_id"];
            isOneToOne: false;
            referencedRelation: "objects";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "embeddings_scene_id_fkey";
            columns: ["scene_id"];
            isOneToOne: false;
            referencedRelation: "scenes";
            referencedColumns: ["id"];
          },
        ];
      };
      export_items: {
        Row: {
          export_id: string;
          scene_id: string;
          sha256: string;
          split: string | null;
          taken_down_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          export_id: string;
          scene_id: string;
          sha256: string;
          split?: string | null;
          taken_down_at?: string | null;
        };
        Update: {
          export_id?: string;
          scene_id?: string;
          sha256?: string;
          split?: string | null;
          taken_down_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "export_items_export_id_fkey";
            columns: ["export_id"];
            isOneToOne: false;
            referencedRelation: "exports";
            referencedColumns: ["id"];
          },
        ];
      };
      exports: {
        Row: {
          created_at: string;
          created_by: string | null;
          filter: NonNullable<Json>;
          finished_at: string | null;
          format: string;
          id: string;
          name: string;
          status: string;
          taken_down_items: number;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          filter?: NonNullable<Json>;
          finished_at?: string | null;
          format: string;
          id?: string;
          name: string;
          status?: string;
          taken_down_items?: number;
          version?: number;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          filter?: NonNullable<Json>;
          finished_at?: string | null;
          format?: string;
          id?: string;
          name?: string;
          status?: string;
          taken_down_items?: number;
          version?: number;
        };
        Relationships: [];
      };
      failure_groups: {
        Row: {
          class: string;
          code: string;
          fingerprint: string;
          first_seen_at: string;
          function_id: string | null;
          items: number;
          kind: string | null;
          last_seen_at: string;
          message: string;
          open_items: number;
          open_runs: number;
          runs: number;
          sample: NonNullable<Json>;
          scenes: number;
          state: string;
        };
        ComputedFields: never;
        Insert: {
          class: string;
          code: string;
          fingerprint: string;
          first_seen_at?: string;
          function_id?: string | null;
          items?: number;
          kind?: string | null;
          last_seen_at?: string;
          message: string;
          open_items?: number;
          open_runs?: number;
          runs?: number;
          sample: NonNullable<Json>;
          scenes?: number;
          state?: string;
        };
        Update: {
          class?: string;
          code?: string;
          fingerprint?: string;
          first_seen_at?: string;
          function_id?: string | null;
          items?: number;
          kind?: string | null;
          last_seen_at?: string;
          message?: string;
          open_items?: number;
          open_runs?: number;
          runs?: number;
          sample?: NonNullable<Json>;
          scenes?: number;
          state?: string;
        };
        Relationships: [];
      };
      failure_scenes: {
        Row: {
          fingerprint: string;
          scene_id: string;
        };
        ComputedFields: never;
        Insert: {
          fingerprint: string;
          scene_id: string;
        };
        Update: {
          fingerprint?: string;
          scene_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "failure_scenes_fingerprint_fkey";
            columns: ["fingerprint"];
            isOneToOne: false;
            referencedRelation: "failure_groups";
            referencedColumns: ["fingerprint"];
          },
          {
            foreignKeyName: "failure_scenes_scene_id_fkey";
            columns: ["scene_id"];
            isOneToOne: false;
            referencedRelation: "scenes";
            referencedColumns: ["id"];
          },
        ];
      };
      idempotency_keys: {
        Row: {
          created_at: string;
          job_id: string;
          key: string;
          owner: string;
          request_hash: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          job_id: string;
          key: string;
          owner?: string;
          request_hash: string;
        };
        Update: {
          created_at?: string;
          job_id?: string;
          key?: string;
          owner?: string;
          request_hash?: string;
        };
        Relationships: [
          {
            foreignKeyName: "idempotency_keys_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
        ];
      };
      job_chunks: {
        Row: {
          attempt: number;
          begun: number;
          claimed_at: string | null;
          created_at: string;
          finished_at: string | null;
          id: string;
          item_count: number;
          job_id: string;
          key: string;
          queue: string;
          queued_at: string;
          run_id: string | null;
          sent_at: string;
          status: string;
        };
        ComputedFields: never;
        Insert: {
          attempt?: number;
          begun?: number;
          claimed_at?: string | null;
          created_at?: string;
          finished_at?: string | null;
          id?: string;
          item_count?: number;
          job_id: string;
          key: string;
          queue: string;
          queued_at?: string;
          run_id?: string | null;
          sent_at?: string;
          status?: string;
        };
        Update: {
          attempt?: number;
          begun?: number;
          claimed_at?: string | null;
          created_at?: string;
          finished_at?: string | null;
          id?: string;
          item_count?: number;
          job_id?: string;
          key?: string;
          queue?: string;
          queued_at?: string;
          run_id?: string | null;
          sent_at?: string;
          status?: string;
        };
        Relationships: [
          {
            foreignKeyName: "job_chunks_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
        ];
      };
      job_items: {
        Row: {
          chunk_id: string;
          created_at: string;
          discard_reason: string | null;
          error: Json | null;
          fingerprint: string | null;
          finished_at: string | null;
          id: string;
          is_poison: boolean;
          item_key: string;
          job_id: string;
          note: string | null;
          payload: NonNullable<Json>;
          scene_id: string | null;
          status: string;
          tries: number;
        };
        ComputedFields: never;
        Insert: {
          chunk_id: string;
          created_at?: string;
          discard_reason?: string | null;
          error?: Json | null;
          fingerprint?: string | null;
          finished_at?: string | null;
          id?: string;
          is_poison?: boolean;
          item_key: string;
          job_id: string;
          note?: string | null;
          payload?: NonNullable<Json>;
          scene_id?: string | null;
          status?: string;
          tries?: number;
        };
        Update: {
          chunk_id?: string;
          created_at?: string;
          discard_reason?: string | null;
          error?: Json | null;
          fingerprint?: string | null;
          finished_at?: string | null;
          id?: string;
          is_poison?: boolean;
          item_key?: string;
          job_id?: string;
          note?: string | null;
          payload?: NonNullable<Json>;
          scene_id?: string | null;
          status?: string;
          tries?: number;
        };
        Relationships: [
          {
            foreignKeyName: "job_items_chunk_id_fkey";
            columns: ["chunk_id"];
            isOneToOne: false;
            referencedRelation: "job_chunks";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "job_items_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "job_items_scene_id_fkey";
            columns: ["scene_id"];
            isOneToOne: false;
            referencedRelation: "scenes";
            referencedColumns: ["id"];
          },
        ];
      };
      job_logs: {
        Row: {
          created_at: string;
          data: NonNullable<Json>;
          id: string;
          job_id: string;
          level: string;
          message: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          data?: NonNullable<Json>;
          id?: string;
          job_id: string;
          level: string;
          message: string;
        };
        Update: {
          created_at?: string;
          data?: NonNullable<Json>;
          id?: string;
          job_id?: string;
          level?: string;
          message?: string;
        };
        Relationships: [
          {
            foreignKeyName: "job_logs_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
        ];
      };
      job_texts: {
        Row: {
          job_id: string;
          words: unknown;
        };
        ComputedFields: never;
        Insert: {
          job_id: string;
          words: unknown;
        };
        Update: {
          job_id?: string;
          words?: unknown;
        };
        Relationships: [
          {
            foreignKeyName: "job_texts_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: true;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
        ];
      };
      jobs: {
        Row: {
          attempt: number;
          cancelled: number;
          completed: number;
          created_at: string;
          created_by: string | null;
          error: Json | null;
          failed: number;
          finished_at: string | null;
          finished_by: string | null;
          id: string;
          input: NonNullable<Json>;
          is_sealed: boolean;
          kind: string;
          message: string;
          parent_job_id: string | null;
          priority: number;
          queue: string;
          root_job_id: string;
          sent_at: string;
          skipped: number;
          started_at: string | null;
          status: string;
          total: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          attempt?: number;
          cancelled?: number;
          completed?: number;
          created_at?: string;
          created_by?: string | null;
          error?: Json | null;
          failed?: number;
          finished_at?: string | null;
          finished_by?: string | null;
          id?: string;
          input?: NonNullable<Json>;
          is_sealed?: boolean;
          kind: string;
          message?: string;
          parent_job_id?: string | null;
          priority?: number;
          queue: string;
          root_job_id: string;
          sent_at?: string;
          skipped?: number;
          started_at?: string | null;
          status?: string;
          total?: number;
          updated_at?: string;
        };
        Update: {
          attempt?: number;
          cancelled?: number;
          completed?: number;
          created_at?: string;
          created_by?: string | null;
          error?: Json | null;
          failed?: number;
          finished_at?: string | null;
          finished_by?: string | null;
          id?: string;
          input?: NonNullable<Json>;
          is_sealed?: boolean;
          kind?: string;
          message?: string;
          parent_job_id?: string | null;
          priority?: number;
          queue?: string;
          root_job_id?: string;
          sent_at?: string;
          skipped?: number;
          started_at?: string | null;
          status?: string;
          total?: number;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "jobs_parent_job_id_fkey";
            columns: ["parent_job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "jobs_root_job_id_fkey";
            columns: ["root_job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
        ];
      };
      leases: {
        Row: {
          expires_at: string;
          name: string;
        };
        ComputedFields: never;
        Insert: {
          expires_at: string;
          name: string;
        };
        Update: {
          expires_at?: string;
          name?: string;
        };
        Relationships: [];
      };
      objects: {
        Row: {
          area_px: number | null;
          box: number[];
          category: string;
          confidence: string;
          created_at: string;
          id: string;
          mask: Json | null;
          mask_method: string | null;
          mask_quality: number | null;
          model_id: string;
          model_label: string;
          model_version: string;
          ordinal: number;
          review_state: string;
          scene_id: string;
          score: number;
        };
        ComputedFields: never;
        Insert: {
          area_px?: number | null;
          box: number[];
          category: string;
          confidence: string;
          created_at?: string;
          id?: string;
          mask?: Json | null;
          mask_method?: string | null;
          mask_quality?: number | null;
          model_id: string;
          model_label: string;
          model_version: string;
          ordinal: number;
          review_state?: string;
          scene_id: string;
          score: number;
        };
        Update: {
          area_px?: number | null;
          box?: number[];
          category?: string;
          confidence?: string;
          created_at?: string;
          id?: string;
          mask?: Json | null;
          mask_method?: string | null;
          mask_quality?: number | null;
          model_id?: string;
          model_label?: string;
          model_version?: string;
          ordinal?: number;
          review_state?: string;
          scene_id?: string;
          score?: number;
        };
        Relationships: [
          {
            foreignKeyName: "objects_scene_id_fkey";
            columns: ["scene_id"];
            isOneToOne: false;
            referencedRelation: "scenes";
            referencedColumns: ["id"];
          },
        ];
      };
      palettes: {
        Row: {
          colors: NonNullable<Json>;
          created_at: string;
          id: string;
          object_id: string | null;
          scene_id: string;
        };
        ComputedFields: never;
        Insert: {
          colors: NonNullable<Json>;
          created_at?: string;
          id?: string;
          object_id?: string | null;
          scene_id: string;
        };
        Update: {
          colors?: NonNullable<Json>;
          created_at?: string;
          id?: string;
          object_id?: string | null;
          scene_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "palettes_object_id_fkey";
            columns: ["object_id"];
            isOneToOne: false;
            referencedRelation: "objects";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "palettes_scene_id_fkey";
            columns: ["scene_id"];
            isOneToOne: false;
            referencedRelation: "scenes";
            referencedColumns: ["id"];
          },
        ];
      };
      queue_flow: {
        Row: {
          bucket: number;
          is_folded: boolean;
          measure: string;
          n: number;
          queue: string;
          slot: string;
        };
        ComputedFields: never;
        Insert: {
          bucket?: number;
          is_folded?: boolean;
          measure: string;
          n: number;
          queue: string;
          slot: string;
        };
        Update: {
          bucket?: number;
          is_folded?: boolean;
          measure?: string;
          n?: number;
          queue?: string;
          slot?: string;
        };
        Relationships: [];
      };
      queue_state: {
        Row: {
          is_paused: boolean;
          last_purge: Json | null;
          name: string;
          purged_at: string | null;
          queued: number;
          running: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          is_paused?: boolean;
          last_purge?: Json | null;
          name: string;
          purged_at?: string | null;
          queued?: number;
          running?: number;
          updated_at?: string;
        };
        Update: {
          is_paused?: boolean;
          last_purge?: Json | null;
          name?: string;
          purged_at?: string | null;
          queued?: number;
          running?: number;
          updated_at?: string;
        };
        Relationships: [];
      };
      rate_limits: {
        Row: {
          key: string;
          tokens: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          key: string;
          tokens: number;
          updated_at?: string;
        };
        Update: {
          key?: string;
          tokens?: number;
          updated_at?: string;
        };
        Relationships: [];
      };
      reviews: {
        Row: {
          action: string;
          after: Json | null;
          before: Json | null;
          created_at: string;
          id: string;
          object_id: string | null;
          reviewer_id: string | null;
          scene_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          after?: Json | null;
          before?: Json | null;
          created_at?: string;
          id?: string;
          object_id?: string | null;
          reviewer_id?: string | null;
          scene_id?: string | null;
        };
        Update: {
          action?: string;
          after?: Json | null;
          before?: Json | null;
          created_at?: string;
          id?: string;
          object_id?: string | null;
          reviewer_id?: string | null;
          scene_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "reviews_object_id_fkey";
            columns: ["object_id"];
            isOneToOne: false;
            referencedRelation: "objects";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "reviews_scene_id_fkey";
            columns: ["scene_id"];
            isOneToOne: false;
            referencedRelation: "scenes";
            referencedColumns: ["id"];
          },
        ];
      };
      rights_events: {
        Row: {
          created_at: string;
          decision: string;
          detail: string;
          evidence: NonNullable<Json>;
          id: string;
          kind: string;
          scene_id: string | null;
          source: string;
          url: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          decision: string;
          detail: string;
          evidence?: NonNullable<Json>;
          id?: string;
          kind: string;
          scene_id?: string | null;
          source: string;
          url: string;
        };
        Update: {
          created_at?: string;
          decision?: string;
          detail?: string;
          evidence?: NonNullable<Json>;
          id?: string;
          kind?: string;
          scene_id?: string | null;
          source?: string;
          url?: string;
        };
        Relationships: [
          {
            foreignKeyName: "rights_events_scene_id_fkey";
            columns: ["scene_id"];
            isOneToOne: false;
            referencedRelation: "scenes";
            referencedColumns: ["id"];
          },
        ];
      };
      run_durations: {
        Row: {
          function_id: string;
          le_seconds: number;
          runs: number;
          total_ms: number;
        };
        ComputedFields: never;
        Insert: {
          function_id: string;
          le_seconds: number;
          runs?: number;
          total_ms?: number;
        };
        Update: {
          function_id?: string;
          le_seconds?: number;
          runs?: number;
          total_ms?: number;
        };
        Relationships: [];
      };
      run_steps: {
        Row: {
          attempt: number;
          ended_at: string | null;
          error: Json | null;
          name: string;
          output: Json | null;
          run_id: string;
          started_at: string;
          status: string;
          step_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempt?: number;
          ended_at?: string | null;
          error?: Json | null;
          name: string;
          output?: Json | null;
          run_id: string;
          started_at: string;
          status: string;
          step_id: string;
        };
        Update: {
          attempt?: number;
          ended_at?: string | null;
          error?: Json | null;
          name?: string;
          output?: Json | null;
          run_id?: string;
          started_at?: string;
          status?: string;
          step_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "run_steps_run_id_fkey";
            columns: ["run_id"];
            isOneToOne: false;
            referencedRelation: "runs";
            referencedColumns: ["id"];
          },
        ];
      };
      run_totals: {
        Row: {
          event: string;
          function_id: string;
          value: number;
        };
        ComputedFields: never;
        Insert: {
          event: string;
          function_id: string;
          value?: number;
        };
        Update: {
          event?: string;
          function_id?: string;
          value?: number;
        };
        Relationships: [];
      };
      run_waits: {
        Row: {
          function_id: string;
          wait_ms: number;
        };
        ComputedFields: never;
        Insert: {
          function_id: string;
          wait_ms: number;
        };
        Update: {
          function_id?: string;
          wait_ms?: number;
        };
        Relationships: [];
      };
      runs: {
        Row: {
          attempt: number;
          chunk_id: string | null;
          ended_at: string | null;
          error: Json | null;
          function_id: string;
          id: string;
          input: Json | null;
          job_id: string | null;
          output: Json | null;
          started_at: string;
          status: string;
        };
        ComputedFields: never;
        Insert: {
          attempt?: number;
          chunk_id?: string | null;
          ended_at?: string | null;
          error?: Json | null;
          function_id: string;
          id: string;
          input?: Json | null;
          job_id?: string | null;
          output?: Json | null;
          started_at: string;
          status?: string;
        };
        Update: {
          attempt?: number;
          chunk_id?: string | null;
          ended_at?: string | null;
          error?: Json | null;
          function_id?: string;
          id?: string;
          input?: Json | null;
          job_id?: string | null;
          output?: Json | null;
          started_at?: string;
          status?: string;
        };
        Relationships: [
          {
            foreignKeyName: "runs_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
        ];
      };
      saved_filters: {
        Row: {
          created_at: string;
          id: string;
          name: string;
          owner: string;
          query: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          name: string;
          owner: string;
          query: NonNullable<Json>;
        };
        Update: {
          created_at?: string;
          id?: string;
          name?: string;
          owner?: string;
          query?: NonNullable<Json>;
        };
        Relationships: [];
      };
      scenes: {
        Row: {
          author: string | null;
          author_url: string | null;
          bytes: number;
          classified_at: string | null;
          colored_at: string | null;
          created_at: string;
          description: string | null;
          detected_at: string | null;
          format: string;
          height_px: number;
          id: string;
          image_type: string | null;
          image_url: string;
          licence: string | null;
          licence_url: string | null;
          object_count: number;
          page_url: string | null;
          phash: string;
          rights_checked_at: string;
          rights_state: string;
          room_type: string | null;
          sha256: string;
          source: string;
          source_details: NonNullable<Json>;
          source_id: string;
          status: string;
          storage_path: string;
          styles: string[];
          tags: string[];
          thumbnail_path: string;
          title: string | null;
          updated_at: string;
          width_px: number;
        };
        ComputedFields: never;
        Insert: {
          author?: string | null;
          author_url?: string | null;
          bytes: number;
          classified_at?: string | null;
          colored_at?: string | null;
          created_at?: string;
          description?: string | null;
          detected_at?: string | null;
          format: string;
          height_px: number;
          id?: string;
          image_type?: string | null;
          image_url: string;
          licence?: string | null;
          licence_url?: string | null;
          object_count?: number;
          page_url?: string | null;
          phash: string;
          rights_checked_at?: string;
          rights_state?: string;
          room_type?: string | null;
          sha256: string;
          source: string;
          source_details?: NonNullable<Json>;
          source_id: string;
          status?: string;
          storage_path: string;
          styles?: string[];
          tags?: string[];
          thumbnail_path: string;
          title?: string | null;
          updated_at?: string;
          width_px: number;
        };
        Update: {
          author?: string | null;
          author_url?: string | null;
          bytes?: number;
          classified_at?: string | null;
          colored_at?: string | null;
          created_at?: string;
          description?: string | null;
          detected_at?: string | null;
          format?: string;
          height_px?: number;
          id?: string;
          image_type?: string | null;
          image_url?: string;
          licence?: string | null;
          licence_url?: string | null;
          object_count?: number;
          page_url?: string | null;
          phash?: string;
          rights_checked_at?: string;
          rights_state?: string;
          room_type?: string | null;
          sha256?: string;
          source?: string;
          source_details?: NonNullable<Json>;
          source_id?: string;
          status?: string;
          storage_path?: string;
          styles?: string[];
          tags?: string[];
          thumbnail_path?: string;
          title?: string | null;
          updated_at?: string;
          width_px?: number;
        };
        Relationships: [];
      };
      schedule_runs: {
        Row: {
          created_at: string;
          due_at: string;
          finished_at: string | null;
          id: string;
          is_manual: boolean;
          job_id: string | null;
          note: string | null;
          report: NonNullable<Json>;
          request_key: string | null;
          schedule_id: string;
          status: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          due_at: string;
          finished_at?: string | null;
          id?: string;
          is_manual?: boolean;
          job_id?: string | null;
          note?: string | null;
          report?: NonNullable<Json>;
          request_key?: string | null;
          schedule_id: string;
          status?: string;
        };
        Update: {
          created_at?: string;
          due_at?: string;
          finished_at?: string | null;
          id?: string;
          is_manual?: boolean;
          job_id?: string | null;
          note?: string | null;
          report?: NonNullable<Json>;
          request_key?: string | null;
          schedule_id?: string;
          status?: string;
        };
        Relationships: [
          {
            foreignKeyName: "schedule_runs_job_id_fkey";
            columns: ["job_id"];
            isOneToOne: false;
            referencedRelation: "jobs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "schedule_runs_schedule_id_fkey";
            columns: ["schedule_id"];
            isOneToOne: false;
            referencedRelation: "schedules";
            referencedColumns: ["id"];
          },
        ];
      };
      schedules: {
        Row: {
          created_at: string;
          created_by: string | null;
          cron: string;
          description: string;
          id: string;
          input: NonNullable<Json>;
          is_builtin: boolean;
          is_enabled: boolean;
          job_kind: string;
          last_run_at: string | null;
          missed_max: number;
          missed_policy: string;
          name: string;
          next_run_at: string | null;
          overlap_policy: string;
          timezone: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          cron: string;
          description?: string;
          id?: string;
          input?: NonNullable<Json>;
          is_builtin?: boolean;
          is_enabled?: boolean;
          job_kind: string;
          last_run_at?: string | null;
          missed_max?: number;
          missed_policy?: string;
          name: string;
          next_run_at?: string | null;
          overlap_policy?: string;
          timezone?: string;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          cron?: string;
          description?: string;
          id?: string;
          input?: NonNullable<Json>;
          is_builtin?: boolean;
          is_enabled?: boolean;
          job_kind?: string;
          last_run_at?: string | null;
          missed_max?: number;
          missed_policy?: string;
          name?: string;
          next_run_at?: string | null;
          overlap_policy?: string;
          timezone?: string;
          updated_at?: string;
        };
        Relationships: [];
      };
      source_permissions: {
        Row: {
          basis: string;
          expires_at: string | null;
          kind: string;
          recorded_at: string;
          recorded_by: string;
          source: string;
        };
        ComputedFields: never;
        Insert: {
          basis: string;
          expires_at?: string | null;
          kind: string;
          recorded_at?: string;
          recorded_by: string;
          source: string;
        };
        Update: {
          basis?: string;
          expires_at?: string | null;
          kind?: string;
          recorded_at?: string;
          recorded_by?: string;
          source?: string;
        };
        Relationships: [];
      };
      takedown_items: {
        Row: {
          files_removed_at: string | null;
          phash: string;
          removed_at: string;
          scene_id: string;
          sha256: string;
          source: string;
          source_id: string;
          storage_path: string;
          takedown_id: string;
          thumbnail_path: string;
        };
        ComputedFields: never;
        Insert: {
          files_removed_at?: string | null;
          phash: string;
          removed_at?: string;
          scene_id: string;
          sha256: string;
          source: string;
          source_id: string;
          storage_path: string;
          takedown_id: string;
          thumbnail_path: string;
        };
        Update: {
          files_removed_at?: string | null;
          phash?: string;
          removed_at?: string;
          scene_id?: string;
          sha256?: string;
          source?: string;
          source_id?: string;
          storage_path?: string;
          takedown_id?: string;
          thumbnail_path?: string;
        };
        Relationships: [
          {
            foreignKeyName: "takedown_items_takedown_id_fkey";
            columns: ["takedown_id"];
            isOneToOne: false;
            referencedRelation: "takedowns";
            referencedColumns: ["id"];
          },
        ];
      };
      takedown_marks: {
        Row: {
          kind: string;
          takedown_id: string;
          value: string;
        };
        ComputedFields: never;
        Insert: {
          kind: string;
          takedown_id: string;
          value: string;
        };
        Update: {
          kind?: string;
          takedown_id?: string;
          value?: string;
        };
        Relationships: [
          {
            foreignKeyName: "takedown_marks_takedown_id_fkey";
            columns: ["takedown_id"];
            isOneToOne: false;
            referencedRelation: "takedowns";
            referencedColumns: ["id"];
          },
        ];
      };
      takedowns: {
        Row: {
          created_at: string;
          finished_at: string | null;
          id: string;
          kind: string;
          reason: string;
          removed: NonNullable<Json>;
          requested_by: string | null;
          status: string;
          value: string;
          versions: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          finished_at?: string | null;
          id?: string;
          kind: string;
          reason: string;
          removed?: NonNullable<Json>;
          requested_by?: string | null;
          status?: string;
          value: string;
          versions?: NonNullable<Json>;
        };
        Update: {
          created_at?: string;
          finished_at?: string | null;
          id?: string;
          kind?: string;
          reason?: string;
          removed?: NonNullable<Json>;
          requested_by?: string | null;
          status?: string;
          value?: string;
          versions?: NonNullable<Json>;
        };
        Relationships: [];
      };
      taxonomy_categories: {
        Row: {
          ade20k: string[];
          coco: string[];
          name: string;
          open_images: string[];
          parent: string | null;
          slug: string;
          synonyms: string[];
        };
        ComputedFields: never;
        Insert: {
          ade20k?: string[];
          coco?: string[];
          name: string;
          open_images?: string[];
          parent?: string | null;
          slug: string;
          synonyms?: string[];
        };
        Update: {
          ade20k?: string[];
          coco?: string[];
          name?: string;
          open_images?: string[];
          parent?: string | null;
          slug?: string;
          synonyms?: string[];
        };
        Relationships: [
          {
            foreignKeyName: "taxonomy_categories_parent_fkey";
            columns: ["parent"];
            isOneToOne: false;
            referencedRelation: "taxonomy_categories";
            referencedColumns: ["slug"];
          },
        ];
      };
      taxonomy_room_types: {
        Row: {
          name: string;
          slug: string;
          synonyms: string[];
        };
        ComputedFields: never;
        Insert: {
          name: string;
          slug: string;
          synonyms?: string[];
        };
        Update: {
          name?: string;
          slug?: string;
          synonyms?: string[];
        };
        Relationships: [];
      };
      taxonomy_styles: {
        Row: {
          name: string;
          slug: string;
          synonyms: string[];
        };
        ComputedFields: never;
        Insert: {
          name: string;
          slug: string;
          synonyms?: string[];
        };
        Update: {
          name?: string;
          slug?: string;
          synonyms?: string[];
        };
        Relationships: [];
      };
      user_roles: {
        Row: {
          created_at: string;
          disabled_at: string | null;
          role: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          disabled_at?: string | null;
          role: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          disabled_at?: string | null;
          role?: string;
          user_id?: string;
        };
        Relationships: [];
      };
      workers: {
        Row: {
          details: NonNullable<Json>;
          id: string;
          kind: string;
          last_seen_at: string;
          started_at: string | null;
          state: string;
          url: string | null;
          version: string;
        };
        ComputedFields: never;
        Insert: {
          details?: NonNullable<Json>;
          id: string;
          kind: string;
          last_seen_at?: string;
          started_at?: string | null;
          state?: string;
          url?: string | null;
          version?: string;
        };
        Update: {
          details?: NonNullable<Json>;
          id?: string;
          kind?: string;
          last_seen_at?: string;
          started_at?: string | null;
          state?: string;
          url?: string | null;
          version?: string;
        };
        Relationships: [];
      };
    };
    Views: {
      queue_depths: {
        Row: {
          is_paused: boolean;
          name: string;
          oldest_sent_at: string | null;
          purged_at: string | null;
          queued: number | null;
          running: number | null;
        };
        ComputedFields: never;
        Relationships: [];
      };
    };
    Functions: {
      add_chunk: {
        Args: { chunk_key: string; chunk_queue: string; items: Json; target_job_id: string };
        Returns: {
          attempt: number;
          chunk_id: string;
          item_count: number;
        }[];
      };
      add_dead_letter: { Args: { letter: Json }; Returns: undefined };
      add_to_frontier: {
        Args: { depth_max: number; from_depth: number; links: Json; target_job_id: string };
        Returns: undefined;
      };
      alert_breaches: {
        Args: Record<PropertyKey, never>;
        Returns: {
          rule_id: string;
          subject: string;
          summary: string;
          value: number;
        }[];
      };
      alert_message: {
        Args: {
          alert: Omit<
            Database["public"]["Tables"]["alerts"]["Row"],
            Database["public"]["Tables"]["alerts"]["ComputedFields"]
          >;
          event: string;
        };
        Returns: Json;
      };
      any_sign: { Args: { of_values: string[]; sign: string }; Returns: unknown };
      authorise_key: {
        Args: {
          address: string;
          address_per_minute: number;
          entry?: Json;
          hash: string;
          key_per_minute: number;
          needed_scope: string;
        };
        Returns: Json;
      };
      authorise_person: {
        Args: {
          address: string;
          address_per_minute: number;
          email: string;
          entry?: Json;
          person: string;
          person_per_minute: number;
          roles: string[];
        };
        Returns: Json;
      };
      bands_near: { Args: { band: number; hash: string }; Returns: number[] };
      begin_audit: { Args: { actor_id: string; entry: Json; kind: string; name: string }; Returns: string };
      begin_job: { Args: { target_job_id: string }; Returns: string };
      begin_takedown: {
        Args: { asked_by: string; takedown_kind: string; takedown_value: string; why: string };
        Returns: {
          created_at: string;
          finished_at: string | null;
          id: string;
          kind: string;
          reason: string;
          removed: NonNullable<Json>;
          requested_by: string | null;
          status: string;
          value: string;
          versions: NonNullable<Json>;
        }[];
        SetofOptions: {
          from: "*";
          to: "takedowns";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      begin_work: { Args: { is_alone: boolean; target_chunk_id: string; working_run_id: string }; Returns: number };
      book_host: { Args: { asked: number; report: Json }; Returns: undefined };
      bulk_jobs: {
        Args: { action: string; at_most: number; before_id: string; filter: Json };
        Returns: {
          chunks: Json;
          ended: string[];
          id: string;
          reason: string;
        }[];
      };
      bulk_refusal: {
        Args: {
          action: string;
          job: Omit<
            Database["public"]["Tables"]["jobs"]["Row"],
            Database["public"]["Tables"]["jobs"]["ComputedFields"]
          >;
        };
        Returns: string;
      };
      bump_counters: { Args: { deltas: Json }; Returns: undefined };
      cancel_job: { Args: { target_job_id: string }; Returns: string[] };
      change_person: {
        Args: { new_disabled?: boolean; new_password?: string; new_role?: string; person: string };
        Returns: undefined;
      };
      check_counters: {
        Args: { what: string };
        Returns: {
          counted: number;
          kept: number;
          key: string;
          name: string;
        }[];
      };
      claim_alert_deliveries: {
        Args: { at_most: number };
        Returns: {
          attempts: number;
          event: string;
          id: string;
          kind: string;
          message: Json;
          secret: string;
          target: string;
        }[];
      };
      claim_chunk: {
        Args: { chunk_attempt: number; claiming_run_id: string; target_chunk_id: string };
        Returns: string;
      };
      claim_page: {
        Args: { target_job_id: string; target_visit: number };
        Returns: {
          candidates: number;
          created_at: string;
          depth: number;
          error: Json | null;
          fetched_at: string | null;
          found: Json | null;
          id: string;
          is_unchanged: boolean;
          job_id: string;
          status: string;
          url: string;
          visit: number | null;
        }[];
        SetofOptions: {
          from: "*";
          to: "crawl_frontier";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      claim_schedules: {
        Args: { claims: Json };
        Returns: {
          created_at: string;
          due_at: string;
          finished_at: string | null;
          id: string;
          is_manual: boolean;
          job_id: string | null;
          note: string | null;
          report: NonNullable<Json>;
          request_key: string | null;
          schedule_id: string;
          status: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "schedule_runs";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      close_failures: { Args: { closed: Json }; Returns: undefined };
      close_letter_once: { Args: { letter_id: string }; Returns: boolean };
      count_crash: { Args: { target_item_id: string }; Returns: number };
      crawl_position: {
        Args: { target_job_id: string };
        Returns: {
          taken: number;
          visit: number;
        }[];
      };
      create_person: { Args: { new_email: string; new_role: string; password: string }; Returns: string };
      discard_failures: { Args: { item_ids: string[]; letter_ids: string[]; why: string }; Returns: number };
      duration_bucket: { Args: { duration: string }; Returns: number };
      end_audit: {
        Args: { answer_status: number; entry_detail: Json; entry_id: string; entry_subject: string };
        Returns: undefined;
      };
      end_chunk: { Args: { item_error?: Json; item_status: string; target_chunk_id: string }; Returns: boolean };
      end_host_turn: { Args: { ended_at?: string; report: Json }; Returns: undefined };
      ensure_child_job: { Args: { child_kind: string; child_queue: string; parent_id: string }; Returns: string };
      evaluate_alerts: { Args: Record<PropertyKey, never>; Returns: Json };
      fail_job: { Args: { job_error: Json; target_job_id: string }; Returns: undefined };
      fail_work: { Args: { target_chunk_id: string }; Returns: undefined };
      failure_fingerprint: { Args: { code: string; message: string; scope: string }; Returns: string };
      find_gaps: {
        Args: { at_most: number };
        Returns: {
          unclassified: number;
          uncolored: number;
          undetected: number;
          unembedded: string[];
        }[];
      };
      find_jobs: { Args: { at_most: number; before_id: string; filter: Json }; Returns: string[] };
      find_takedown: { Args: { picture: Json }; Returns: string };
      finish_if_done: { Args: { target_job_id: string; told: string }; Returns: boolean };
      finish_page: {
        Args: { depth_max: number; links: Json; page_id: string; result: Json; source_id: string };
        Returns: undefined;
      };
      finish_takedown: { Args: { target_takedown_id: string }; Returns: undefined };
      fold_queue_flow: { Args: Record<PropertyKey, never>; Returns: undefined };
      forget_batch: { Args: { at_most: number; before: string; what: string }; Returns: number };
      forget_page: {
        Args: { after_id: string; at_most: number; before: string; what: string };
        Returns: {
          deleted: number;
          last_id: string;
          seen: number;
        }[];
      };
      give_back_tokens: { Args: { buckets: string[] }; Returns: undefined };
      guard_functions: { Args: { names: string[] }; Returns: undefined };
      guard_tables: { Args: { are_for_members?: boolean; names: string[] }; Returns: undefined };
      hash_band: { Args: { band: number; hash: string }; Returns: number };
      hash_password: { Args: { password: string }; Returns: string };
      hold_host_turn: { Args: { lease_ms: number; target_host: string; turn: string }; Returns: undefined };
      host_of: { Args: { url: string }; Returns: string };
      hosts_above: { Args: { host: string }; Returns: string[] };
      is_failure_like: {
        Args: {
          filter: Json;
          g: Omit<
            Database["public"]["Tables"]["failure_groups"]["Row"],
            Database["public"]["Tables"]["failure_groups"]["ComputedFields"]
          >;
        };
        Returns: boolean;
      };
      is_member: { Args: Record<PropertyKey, never>; Returns: boolean };
      is_schedule_busy: { Args: { target_id: string }; Returns: boolean };
      is_schedule_going: { Args: { target_id: string }; Returns: boolean };
      job_kinds: { Args: Record<PropertyKey, never>; Returns: string[] };
      job_query: { Args: { phrase: string }; Returns: unknown };
      job_report: { Args: { target_job_id: string }; Returns: Json };
      job_words: {
        Args: {
          creator: string;
          error: Json;
          id: string;
          input: Json;
          kind: string;
          message: string;
          queue: string;
          status: string;
        };
        Returns: unknown;
      };
      keep_an_admin: { Args: { person: string }; Returns: undefined };
      list_audit_actions: { Args: Record<PropertyKey, never>; Returns: string[] };
      list_failures: {
        Args: { after_at: string; after_fingerprint: string; at_most: number; filter: Json };
        Returns: {
          class: string;
          code: string;
          fingerprint: string;
          first_seen_at: string;
          function_id: string | null;
          items: number;
          kind: string | null;
          last_seen_at: string;
          message: string;
          open_items: number;
          open_runs: number;
          runs: number;
          sample: NonNullable<Json>;
          scenes: number;
          state: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "failure_groups";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      list_jobs: {
        Args: { at_most?: number; before_id?: string; filter: Json };
        Returns: {
          attempt: number;
          cancelled: number;
          completed: number;
          created_at: string;
          created_by: string | null;
          error: Json | null;
          failed: number;
          finished_at: string | null;
          finished_by: string | null;
          id: string;
          input: NonNullable<Json>;
          is_sealed: boolean;
          kind: string;
          message: string;
          parent_job_id: string | null;
          priority: number;
          queue: string;
          root_job_id: string;
          sent_at: string;
          skipped: number;
          started_at: string | null;
          status: string;
          total: number;
          updated_at: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "jobs";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      list_people: {
        Args: { after_email?: string; only_id?: string; page_size?: number };
        Returns: {
          created_at: string;
          disabled_at: string;
          email: string;
          id: string;
          last_sign_in_at: string;
          role: string;
        }[];
      };
      lock_chains: { Args: { target_ids: string[] }; Returns: undefined };
      mark_band: { Args: { band: number; hash: string }; Returns: number };
      near_duplicates: {
        Args: { at_most?: number; hash: string; max_distance: number };
        Returns: {
          distance: number;
          scene_id: string;
        }[];
      };
      operations_glance: { Args: { lost_before: string }; Returns: Json };
      people_like: { Args: { beginning: string }; Returns: string[] };
      pick_failed_items: {
        Args: { after_id: string; at_most: number; filter: Json };
        Returns: {
          id: string;
          is_poison: boolean;
          is_settled: boolean;
          job_id: string;
          kind: string;
          payload: Json;
          tries: number;
        }[];
      };
      pick_letters: {
        Args: { after_id: string; at_most: number; filter: Json };
        Returns: {
          chunk_id: string | null;
          created_at: string;
          discard_reason: string | null;
          error: NonNullable<Json>;
          event: NonNullable<Json>;
          fingerprint: string;
          function_id: string;
          id: string;
          job_id: string | null;
          reason: string;
          run_id: string;
          state: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "dead_letters";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      preview_bulk: {
        Args: { action: string; at_most: number; filter: Json };
        Returns: {
          jobs: number;
          reason: string;
        }[];
      };
      purge_chunks: {
        Args: { at_most: number; queue_name: string; queued_before: string };
        Returns: {
          chunks: number;
          ended: string[];
          items: number;
          looked: number;
        }[];
      };
      purge_jobs: { Args: { at_most: number; created_before: string; queue_name: string }; Returns: string[] };
      queue_stats: { Args: { recent_since: string; since: string; slot_s: number }; Returns: Json };
      record_outcomes: { Args: { outcomes: Json; target_chunk_id: string }; Returns: boolean };
      record_run: { Args: { run: Json; steps: Json }; Returns: undefined };
      remove_person: { Args: { person: string }; Returns: undefined };
      replay_items: {
        Args: { inputs?: Json; item_ids: string[]; payloads?: Json };
        Returns: {
          attempt: number;
          chunk_id: string;
          items: number;
          job_id: string;
          kind: string;
          priority: number;
          queue: string;
        }[];
      };
      replay_plan: { Args: { letter_id: string; new_input?: Json }; Returns: boolean };
      resume_crawl: {
        Args: { target_job_id: string };
        Returns: {
          attempt: number;
          chunk_id: string;
        }[];
      };
      retry_job: {
        Args: { target_job_id: string };
        Returns: {
          attempt: number;
          chunk_id: string;
        }[];
      };
      save_analysis: {
        Args: { embedder: Json; found_objects: Json; model: Json; scene_embedding?: string; target_scene_id: string };
        Returns: {
          object_count: number;
          saved: boolean;
        }[];
      };
      save_annotations: { Args: { entries: Json }; Returns: number };
      save_classifications: { Args: { labels: Json; model: Json; scene_ids: string[] }; Returns: undefined };
      save_palettes: { Args: { done_scene_ids: string[]; entries: Json }; Returns: undefined };
      save_scene: {
        Args: { palette: Json; rights: Json; scene: Json };
        Returns: {
          created: boolean;
          created_at: string;
          duplicate_of: string;
          scene_id: string;
        }[];
      };
      scenes_of_takedown: {
        Args: { at_most: number; takedown_kind: string; takedown_value: string };
        Returns: string[];
      };
      seal_job: { Args: { caller: string; target_job_id: string }; Returns: boolean };
      search_words: { Args: { phrase: string }; Returns: string[] };
      signal_figures: { Args: Record<PropertyKey, never>; Returns: Json };
      spans_before: { Args: { id: string }; Returns: string[] };
      split_chunk: {
        Args: { chunk_attempt: number; target_chunk_id: string };
        Returns: {
          attempt: number;
          chunk_id: string;
          job_id: string;
          kind: string;
          priority: number;
          queue: string;
        }[];
      };
      start_job: {
        Args: {
          creator?: string;
          idempotency_key?: string;
          job_input: Json;
          job_kind: string;
          job_priority: number;
          job_queue: string;
          key_owner?: string;
          request_hash?: string;
        };
        Returns: {
          attempt: number;
          cancelled: number;
          completed: number;
          created_at: string;
          created_by: string | null;
          error: Json | null;
          failed: number;
          finished_at: string | null;
          finished_by: string | null;
          id: string;
          input: NonNullable<Json>;
          is_sealed: boolean;
          kind: string;
          message: string;
          parent_job_id: string | null;
          priority: number;
          queue: string;
          root_job_id: string;
          sent_at: string;
          skipped: number;
          started_at: string | null;
          status: string;
          total: number;
          updated_at: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "jobs";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      startable_runs: {
        Args: { at_most: number; only_id: string };
        Returns: {
          created_by: string;
          due_at: string;
          id: string;
          input: Json;
          kind: string;
          schedule_id: string;
        }[];
      };
      stop_crawl: { Args: { target_job_id: string }; Returns: boolean };
      sweep_chunks: {
        Args: { at_most: number; queued_before: string; running_before: string };
        Returns: {
          attempt: number;
          chunk_id: string;
          job_id: string;
          kind: string;
          priority: number;
          queue: string;
        }[];
      };
      sweep_ends: {
        Args: { at_most: number; ended_before: string };
        Returns: {
          attempt: number;
          cancelled: number;
          completed: number;
          created_at: string;
          created_by: string | null;
          error: Json | null;
          failed: number;
          finished_at: string | null;
          finished_by: string | null;
          id: string;
          input: NonNullable<Json>;
          is_sealed: boolean;
          kind: string;
          message: string;
          parent_job_id: string | null;
          priority: number;
          queue: string;
          root_job_id: string;
          sent_at: string;
          skipped: number;
          started_at: string | null;
          status: string;
          total: number;
          updated_at: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "jobs";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      sweep_jobs: {
        Args: { at_most: number; queued_before: string };
        Returns: {
          attempt: number;
          cancelled: number;
          completed: number;
          created_at: string;
          created_by: string | null;
          error: Json | null;
          failed: number;
          finished_at: string | null;
          finished_by: string | null;
          id: string;
          input: NonNullable<Json>;
          is_sealed: boolean;
          kind: string;
          message: string;
          parent_job_id: string | null;
          priority: number;
          queue: string;
          root_job_id: string;
          sent_at: string;
          skipped: number;
          started_at: string | null;
          status: string;
          total: number;
          updated_at: string;
        }[];
        SetofOptions: {
          from: "*";
          to: "jobs";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      take_down_batch: { Args: { at_most: number; target_takedown_id: string }; Returns: number };
      take_host_turn: {
        Args: { asked_at?: string; lease_ms: number; target_host: string; target_job_id?: string; turn: string };
        Returns: {
          delay_ms: number;
          latency_ms: number;
          reason: string;
          verdict: string;
          wait_ms: number;
        }[];
      };
      take_lease: { Args: { lease_name: string; ttl_ms: number }; Returns: boolean };
      take_per_minute: { Args: { bucket: string; per_minute: number }; Returns: Json };
      take_token: { Args: { bucket: string; burst: number; per_minute: number }; Returns: Json };
      uploads_needed: { Args: { ids: string[]; since: string }; Returns: string[] };
      uuid_at: { Args: { moment: string }; Returns: string };
      uuid_floor: { Args: { moment: string }; Returns: string };
      uuid_v7: { Args: { ordinal?: number }; Returns: string };
      yield_of: { Args: { error: Json; note: string; status: string }; Returns: Record<string, unknown> };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {},
  },
} as const;
