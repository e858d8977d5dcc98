CREATE TABLE "imported_rows" (
	"id" text PRIMARY KEY NOT NULL,
	"import_id" text NOT NULL,
	"row" bigint NOT NULL,
	"taken_in_at" bigint NOT NULL,
	"home_id" text,
	"resident_id" text,
	"device_id" text,
	"brought" text NOT NULL,
	"taken_back_at" bigint,
	"kept" text
);
--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undone" bigint;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "kept" bigint;--> statement-breakpoint
ALTER TABLE "imported_rows" ADD CONSTRAINT "imported_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_rows" ADD CONSTRAINT "imported_rows_home_id_homes_id_fk" FOREIGN KEY ("home_id") REFERENCES "public"."homes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_rows" ADD CONSTRAINT "imported_rows_resident_id_residents_id_fk" FOREIGN KEY ("resident_id") REFERENCES "public"."residents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_rows" ADD CONSTRAINT "imported_rows_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "imported_rows_by_import" ON "imported_rows" USING btree ("import_id","row");--> statement-breakpoint
CREATE INDEX "imported_rows_by_home" ON "imported_rows" USING btree ("home_id");--> statement-breakpoint
CREATE INDEX "imported_rows_by_device" ON "imported_rows" USING btree ("device_id");