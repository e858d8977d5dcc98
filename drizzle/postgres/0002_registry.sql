CREATE TABLE "backup_codes" (
	"code_hash" "bytea" PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"made_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "second_factors" (
	"account_id" text PRIMARY KEY NOT NULL,
	"encrypted_secret" "bytea" NOT NULL,
	"confirmed_at" bigint,
	"last_step" bigint
);
--> statement-breakpoint
CREATE TABLE "sign_in_tries" (
	"subject" text PRIMARY KEY NOT NULL,
	"tries" bigint NOT NULL,
	"last_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "area_places" (
	"id" text PRIMARY KEY NOT NULL,
	"area_id" text NOT NULL,
	"parent_id" text,
	"from_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "areas" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"parent_id" text,
	"path" text NOT NULL,
	"merged_into_id" text,
	"added_at" bigint NOT NULL,
	"closed_at" bigint,
	"version" bigint NOT NULL,
	CONSTRAINT "areas_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "desk_areas" (
	"area_id" text PRIMARY KEY NOT NULL,
	"desk_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desks" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hours" text NOT NULL,
	"covered_by_id" text,
	"added_at" bigint NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "desks_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"area_id" text,
	"desk_id" text,
	"invited_by" text NOT NULL,
	"invited_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"accepted_at" bigint,
	"account_id" text,
	"revoked_at" bigint,
	CONSTRAINT "invitations_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "pairing_codes" (
	"id" text PRIMARY KEY NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"home_id" text NOT NULL,
	"issued_by" text NOT NULL,
	"issued_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"tries_left" bigint NOT NULL,
	"device_id" text,
	"paired_at" bigint,
	CONSTRAINT "pairing_codes_codeHash_unique" UNIQUE("code_hash")
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"owner_id" text PRIMARY KEY NOT NULL,
	"wrapped_key" "bytea",
	"made_at" bigint NOT NULL,
	"destroyed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "resident_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"resident_id" text NOT NULL,
	"changed_at" bigint NOT NULL,
	"changed_by" text NOT NULL,
	"fields" text NOT NULL,
	"encrypted_before" "bytea"
);
--> statement-breakpoint
CREATE TABLE "resident_files" (
	"resident_id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"risk" text,
	"categories" text NOT NULL,
	"encrypted_file" "bytea",
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "resident_numbers" (
	"id" text PRIMARY KEY NOT NULL,
	"resident_id" text NOT NULL,
	"field" text NOT NULL,
	"number_hash" "bytea" NOT NULL,
	"last_four_hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"name" text NOT NULL,
	"scopes" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"last_used_at" bigint,
	"revoked_at" bigint,
	CONSTRAINT "service_tokens_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "encrypted_text" "bytea";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "area_id" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "desk_id" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "encrypted_phone" "bytea";--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "encrypted_note" "bytea";--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "installed_at" bigint;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "swapped_at" bigint;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "retired_at" bigint;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "retrieved_at" bigint;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "test_until" bigint;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "tested_at" bigint;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "carrier" text;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "iccid" text;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "sim_paid_until_on" text;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "battery_changed_on" text;--> statement-breakpoint
ALTER TABLE "homes" ADD COLUMN "area_id" text;--> statement-breakpoint
ALTER TABLE "homes" ADD COLUMN "encrypted_door_note" "bytea";--> statement-breakpoint
ALTER TABLE "residents" ADD COLUMN "encrypted_flags" "bytea";--> statement-breakpoint
ALTER TABLE "residents" ADD COLUMN "left_at" bigint;--> statement-breakpoint
ALTER TABLE "residents" ADD COLUMN "leaving" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "lapse" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "id" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "last_used_at" bigint;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "agent" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "place_hash" text;--> statement-breakpoint
ALTER TABLE "backup_codes" ADD CONSTRAINT "backup_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "area_places" ADD CONSTRAINT "area_places_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_areas" ADD CONSTRAINT "desk_areas_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_areas" ADD CONSTRAINT "desk_areas_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_accounts_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_codes" ADD CONSTRAINT "pairing_codes_home_id_homes_id_fk" FOREIGN KEY ("home_id") REFERENCES "public"."homes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_codes" ADD CONSTRAINT "pairing_codes_issued_by_accounts_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_codes" ADD CONSTRAINT "pairing_codes_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resident_changes" ADD CONSTRAINT "resident_changes_resident_id_residents_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."residents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resident_files" ADD CONSTRAINT "resident_files_resident_id_residents_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."residents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resident_numbers" ADD CONSTRAINT "resident_numbers_resident_id_residents_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."residents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_tokens" ADD CONSTRAINT "service_tokens_made_by_accounts_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backup_codes_by_account" ON "backup_codes" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "area_places_by_area" ON "area_places" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "areas_by_path" ON "areas" USING btree ("path");--> statement-breakpoint
CREATE INDEX "areas_by_parent" ON "areas" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "desk_areas_by_desk" ON "desk_areas" USING btree ("desk_id");--> statement-breakpoint
CREATE INDEX "pairing_codes_by_home" ON "pairing_codes" USING btree ("home_id");--> statement-breakpoint
CREATE INDEX "resident_changes_by_resident" ON "resident_changes" USING btree ("resident_id");--> statement-breakpoint
CREATE INDEX "resident_numbers_by_resident" ON "resident_numbers" USING btree ("resident_id");--> statement-breakpoint
CREATE INDEX "resident_numbers_by_number" ON "resident_numbers" USING btree ("number_hash");--> statement-breakpoint
CREATE INDEX "resident_numbers_by_last_four" ON "resident_numbers" USING btree ("last_four_hash");--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_desk_id_desks_id_fk" FOREIGN KEY ("desk_id") REFERENCES "public"."desks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "homes" ADD CONSTRAINT "homes_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_by_reading" ON "events" USING btree ("home_id","at") WHERE type in ('home.shown', 'contact.shown', 'resident.shown');--> statement-breakpoint
CREATE INDEX "sessions_by_end" ON "sessions" USING btree ("ended_at","last_used_at");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_id_unique" UNIQUE("id");