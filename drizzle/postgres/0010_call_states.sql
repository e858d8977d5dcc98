ALTER TABLE "calls" ADD COLUMN "parked_until" bigint;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "parked_for" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "merged_into_id" text;