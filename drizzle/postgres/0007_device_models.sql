CREATE TABLE "device_models" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"maker" text NOT NULL,
	"class" text NOT NULL,
	"signals" text NOT NULL,
	"has_sim" boolean NOT NULL,
	"battery_months" bigint,
	"added_at" bigint NOT NULL,
	"withdrawn_at" bigint,
	"version" bigint NOT NULL,
	CONSTRAINT "device_models_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "cloned_at" bigint;