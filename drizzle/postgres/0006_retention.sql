CREATE TABLE "retention_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"position" text,
	"counts" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "retention_runs_by_start" ON "retention_runs" USING btree ("started_at");