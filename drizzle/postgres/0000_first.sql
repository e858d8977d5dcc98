CREATE TABLE "call_signals" (
	"signal_uid" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"priority" bigint NOT NULL,
	"state" text NOT NULL,
	"trigger" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"home_id" text,
	"device_id" text,
	"presses" bigint NOT NULL,
	"pressed_at" bigint NOT NULL,
	"pressed_before_at" bigint,
	"repeated" boolean NOT NULL,
	"delayed" boolean NOT NULL,
	"cancelled" boolean NOT NULL,
	"orphaned" boolean NOT NULL,
	"unattended" boolean NOT NULL,
	"ring" bigint NOT NULL,
	"step" bigint NOT NULL,
	"stepped_at" bigint NOT NULL,
	"step_due_at" bigint,
	"owner_id" text,
	"assigned_id" text,
	"received_at" bigint NOT NULL,
	"rang_at" bigint NOT NULL,
	"shown_at" bigint,
	"claimed_at" bigint,
	"contact_attempted_at" bigint,
	"contacted_at" bigint,
	"on_scene_at" bigint,
	"resolved_at" bigint,
	"closed_at" bigint,
	"cause" text,
	"result" text,
	"seen_by" text,
	"concerns" text,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"name" text PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"author_id" text NOT NULL,
	"written_at" bigint NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rings" (
	"id" text PRIMARY KEY NOT NULL,
	"call_id" text NOT NULL,
	"ring" bigint NOT NULL,
	"priority" bigint NOT NULL,
	"reason" text NOT NULL,
	"rang_at" bigint NOT NULL,
	"shown_at" bigint,
	"claimed_at" bigint,
	"claimed_by" text
);
--> statement-breakpoint
CREATE TABLE "seats" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"ending" text
);
--> statement-breakpoint
CREATE TABLE "consumers" (
	"name" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"type" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"call_id" text,
	"home_id" text,
	"device_id" text,
	"data" text NOT NULL,
	"key_id" text NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"consumer" text NOT NULL,
	"seq" bigint NOT NULL,
	"target" text NOT NULL,
	"call_id" text NOT NULL,
	"planned_at" bigint NOT NULL,
	"next_at" bigint,
	"attempts" bigint NOT NULL,
	"sent_at" bigint,
	"failed_at" bigint,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"due_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"user" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "accounts_user_unique" UNIQUE("user")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" text PRIMARY KEY NOT NULL,
	"home_id" text NOT NULL,
	"position" bigint NOT NULL,
	"name" text NOT NULL,
	"relation" text NOT NULL,
	"phone" text NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" text PRIMARY KEY NOT NULL,
	"model" text NOT NULL,
	"class" text NOT NULL,
	"home_id" text,
	"secret_hash" "bytea" NOT NULL,
	"added_at" bigint NOT NULL,
	"last_seen_at" bigint,
	"battery" double precision,
	"mains" boolean,
	"rssi" double precision
);
--> statement-breakpoint
CREATE TABLE "homes" (
	"id" text PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"community" text NOT NULL,
	"door_note" text NOT NULL,
	"added_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "residents" (
	"id" text PRIMARY KEY NOT NULL,
	"home_id" text NOT NULL,
	"position" bigint NOT NULL,
	"name" text NOT NULL,
	"sex" text NOT NULL,
	"born_on" text,
	"lives_alone" boolean NOT NULL,
	"flags" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"uid" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"conflict" boolean NOT NULL,
	"attempts" bigint NOT NULL,
	"retry_at" bigint NOT NULL,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "signal_bodies" (
	"uid" text PRIMARY KEY NOT NULL,
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"uid" text PRIMARY KEY NOT NULL,
	"device_id" text NOT NULL,
	"signal_id" text NOT NULL,
	"identity" text NOT NULL,
	"body_hash" text NOT NULL,
	"kind" text NOT NULL,
	"lane" text NOT NULL,
	"road" text NOT NULL,
	"received_at" bigint NOT NULL,
	"device_at" text,
	"boot" text,
	"n" bigint,
	"button" text,
	"battery" double precision,
	"mains" boolean,
	"rssi" double precision,
	"test" boolean NOT NULL,
	"retained" boolean NOT NULL,
	"flaws" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rings" ADD CONSTRAINT "rings_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_home_id_homes_id_fk" FOREIGN KEY ("home_id") REFERENCES "public"."homes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_home_id_homes_id_fk" FOREIGN KEY ("home_id") REFERENCES "public"."homes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "residents" ADD CONSTRAINT "residents_home_id_homes_id_fk" FOREIGN KEY ("home_id") REFERENCES "public"."homes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "calls_one_open" ON "calls" USING btree ("subject_kind","subject_id","kind") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "calls_by_subject" ON "calls" USING btree ("subject_id","closed_at");--> statement-breakpoint
CREATE INDEX "calls_by_closing" ON "calls" USING btree ("closed_at");--> statement-breakpoint
CREATE INDEX "calls_by_receipt" ON "calls" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "notes_by_call" ON "notes" USING btree ("call_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rings_of_call" ON "rings" USING btree ("call_id","ring");--> statement-breakpoint
CREATE INDEX "rings_by_start" ON "rings" USING btree ("rang_at");--> statement-breakpoint
CREATE INDEX "seats_by_end" ON "seats" USING btree ("ended_at");--> statement-breakpoint
CREATE INDEX "seats_by_account" ON "seats" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "events_by_call" ON "events" USING btree ("call_id") WHERE type <> 'call.pressed';--> statement-breakpoint
CREATE UNIQUE INDEX "notices_cause" ON "notices" USING btree ("consumer","seq","target");--> statement-breakpoint
CREATE INDEX "notices_by_next" ON "notices" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "timers_by_due" ON "timers" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "contacts_by_home" ON "contacts" USING btree ("home_id");--> statement-breakpoint
CREATE INDEX "devices_by_home" ON "devices" USING btree ("home_id");--> statement-breakpoint
CREATE INDEX "residents_by_home" ON "residents" USING btree ("home_id");--> statement-breakpoint
CREATE INDEX "sessions_by_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "signals_identity" ON "signals" USING btree ("identity","device_id");