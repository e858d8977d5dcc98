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
CREATE TABLE "home_words" (
	"word" text NOT NULL,
	"home_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "resident_words" (
	"word" text NOT NULL,
	"resident_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "import_chunks" ADD CONSTRAINT "import_chunks_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_started_by_accounts_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_words" ADD CONSTRAINT "home_words_home_id_homes_id_fk" FOREIGN KEY ("home_id") REFERENCES "public"."homes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resident_words" ADD CONSTRAINT "resident_words_resident_id_residents_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."residents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "import_chunks_by_import" ON "import_chunks" USING btree ("import_id","number");--> statement-breakpoint
CREATE INDEX "imports_by_stage" ON "imports" USING btree ("stage");--> statement-breakpoint
CREATE INDEX "imports_by_starter" ON "imports" USING btree ("started_by");--> statement-breakpoint
CREATE UNIQUE INDEX "home_words_by_word" ON "home_words" USING btree ("word","home_id");--> statement-breakpoint
CREATE INDEX "home_words_by_home" ON "home_words" USING btree ("home_id");--> statement-breakpoint
CREATE UNIQUE INDEX "resident_words_by_word" ON "resident_words" USING btree ("word","resident_id");--> statement-breakpoint
CREATE INDEX "resident_words_by_resident" ON "resident_words" USING btree ("resident_id");--> statement-breakpoint
CREATE INDEX "homes_by_address" ON "homes" USING btree ("address");