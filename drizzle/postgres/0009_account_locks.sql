ALTER TABLE "accounts" ADD COLUMN "locked_at" bigint;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "locked_by" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "locked_for" text;