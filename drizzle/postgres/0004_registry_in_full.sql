CREATE TABLE "holds" (
	"id" text PRIMARY KEY NOT NULL,
	"resident_id" text NOT NULL,
	"kind" text NOT NULL,
	"from_on" text NOT NULL,
	"until_on" text,
	"review_on" text NOT NULL,
	"services" text NOT NULL,
	"version" bigint NOT NULL,
	"added_at" bigint NOT NULL,
	"added_by" text NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "home_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"home_id" text NOT NULL,
	"changed_at" bigint NOT NULL,
	"changed_by" text NOT NULL,
	"fields" text NOT NULL,
	"encrypted_before" "bytea"
);
--> statement-breakpoint
CREATE TABLE "home_files" (
	"home_id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"parts" text NOT NULL,
	"lift" text NOT NULL,
	"lat" double precision,
	"lng" double precision,
	"encrypted_entry" "bytea",
	"encrypted_key_holder" "bytea",
	"encrypted_door_code" "bytea",
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_chunks" (
	"id" text PRIMARY KEY NOT NULL,
	"import_id" text NOT NULL,
	"number" bigint NOT NULL,
	"encrypted_rows" "bytea",
	"encrypted_findings" "bytea",
	"encrypted_secrets" "bytea"
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"stage" text NOT NULL,
	"started_by" text NOT NULL,
	"started_at" bigint NOT NULL,
	"moved_at" bigint NOT NULL,
	"ended_at" bigint,
	"layout" text NOT NULL,
	"chunks" bigint NOT NULL,
	"position" bigint NOT NULL,
	"rows" bigint NOT NULL,
	"bad_rows" bigint NOT NULL,
	"warnings" bigint NOT NULL,
	"added" bigint NOT NULL,
	"skipped" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"resident_id" text NOT NULL,
	"kind" text NOT NULL,
	"text_version" text NOT NULL,
	"given_by" text NOT NULL,
	"given_on" text NOT NULL,
	"encrypted_details" "bytea",
	"recorded_at" bigint NOT NULL,
	"recorded_by" text NOT NULL,
	"withdrawn_on" text,
	"withdrawn_at" bigint,
	"withdrawn_by" text
);
--> statement-breakpoint
CREATE TABLE "home_words" (
	"word" text NOT NULL,
	"home_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "number_guards" (
	"number_hash" "bytea" PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "photos" (
	"id" text PRIMARY KEY NOT NULL,
	"resident_id" text NOT NULL,
	"media_type" text NOT NULL,
	"encrypted_photo" "bytea",
	"taken_in_at" bigint NOT NULL,
	"taken_in_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "resident_words" (
	"word" text NOT NULL,
	"resident_id" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "events_by_reading";--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "responder" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "hours" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "minutes_away" bigint;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "ended_at" bigint;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "number_hash" "bytea";--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "last_four_hash" "bytea";--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_resident_id_residents_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."residents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_changes" ADD CONSTRAINT "home_changes_home_id_homes_id_fk" FOREIGN KEY ("home_id") REFERENCES "public"."homes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_files" ADD CONSTRAINT "home_files_home_id_homes_id_fk" FOREIGN KEY ("home_id") REFERENCES "public"."homes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_started_by_accounts_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_resident_id_residents_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."residents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_words" ADD CONSTRAINT "home_words_home_id_homes_id_fk" FOREIGN KEY ("home_id") REFERENCES "public"."homes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_resident_id_residents_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."residents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resident_words" ADD CONSTRAINT "resident_words_resident_id_residents_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."residents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "holds_by_resident" ON "holds" USING btree ("resident_id");--> statement-breakpoint
CREATE INDEX "holds_by_review" ON "holds" USING btree ("ended_at","review_on");--> statement-breakpoint
CREATE INDEX "home_changes_by_home" ON "home_changes" USING btree ("home_id");--> statement-breakpoint
CREATE UNIQUE INDEX "import_chunks_by_import" ON "import_chunks" USING btree ("import_id","number");--> statement-breakpoint
CREATE INDEX "imports_by_stage" ON "imports" USING btree ("stage");--> statement-breakpoint
CREATE INDEX "imports_by_starter" ON "imports" USING btree ("started_by");--> statement-breakpoint
CREATE INDEX "consents_by_resident" ON "consents" USING btree ("resident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "home_words_by_word" ON "home_words" USING btree ("word","home_id");--> statement-breakpoint
CREATE INDEX "home_words_by_home" ON "home_words" USING btree ("home_id");--> statement-breakpoint
CREATE INDEX "photos_by_resident" ON "photos" USING btree ("resident_id");--> statement-breakpoint
CREATE UNIQUE INDEX "resident_words_by_word" ON "resident_words" USING btree ("word","resident_id");--> statement-breakpoint
CREATE INDEX "resident_words_by_resident" ON "resident_words" USING btree ("resident_id");--> statement-breakpoint
CREATE INDEX "events_by_reading_day" ON "events" USING btree ("at") WHERE type in ('home.shown', 'home.door_code_shown', 'contact.shown', 'resident.shown');--> statement-breakpoint
CREATE INDEX "contacts_by_number" ON "contacts" USING btree ("number_hash");--> statement-breakpoint
CREATE INDEX "contacts_by_last_four" ON "contacts" USING btree ("last_four_hash");--> statement-breakpoint
CREATE INDEX "homes_by_address" ON "homes" USING btree ("address");--> statement-breakpoint
CREATE INDEX "events_by_reading" ON "events" USING btree ("home_id","at") WHERE type in ('home.shown', 'home.door_code_shown', 'contact.shown', 'resident.shown');