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
ALTER TABLE "sessions" ADD COLUMN "id" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "last_used_at" bigint;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "agent" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "place_hash" text;--> statement-breakpoint
ALTER TABLE "backup_codes" ADD CONSTRAINT "backup_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_started_by_accounts_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_codes" ADD CONSTRAINT "pairing_codes_home_id_homes_id_fk" FOREIGN KEY ("home_id") REFERENCES "public"."homes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_codes" ADD CONSTRAINT "pairing_codes_issued_by_accounts_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_codes" ADD CONSTRAINT "pairing_codes_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backup_codes_by_account" ON "backup_codes" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "import_chunks_by_import" ON "import_chunks" USING btree ("import_id","number");--> statement-breakpoint
CREATE INDEX "imports_by_stage" ON "imports" USING btree ("stage");--> statement-breakpoint
CREATE INDEX "imports_by_starter" ON "imports" USING btree ("started_by");--> statement-breakpoint
CREATE INDEX "pairing_codes_by_home" ON "pairing_codes" USING btree ("home_id");--> statement-breakpoint
CREATE INDEX "homes_by_address" ON "homes" USING btree ("address");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_id_unique" UNIQUE("id");