CREATE TABLE "device_stays" (
	"id" text PRIMARY KEY NOT NULL,
	"device_id" text NOT NULL,
	"home_id" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint
);
--> statement-breakpoint
CREATE TABLE "fee_rules" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"fen" bigint NOT NULL,
	"government_from_age" bigint,
	"area_id" text,
	"from_on" text NOT NULL,
	"added_at" bigint NOT NULL,
	"withdrawn_at" bigint
);
--> statement-breakpoint
CREATE INDEX "device_stays_by_device" ON "device_stays" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "device_stays_by_home" ON "device_stays" USING btree ("home_id");