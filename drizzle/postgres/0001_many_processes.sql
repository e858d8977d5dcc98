CREATE TABLE "presences" (
	"account_id" text PRIMARY KEY NOT NULL,
	"heard_at" bigint NOT NULL,
	"audio" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unsealed_events" (
	"n" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unsealed_events_n_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" bigint NOT NULL,
	"type" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"call_id" text,
	"home_id" text,
	"device_id" text,
	"data" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "broker_accounts" (
	"device_id" text PRIMARY KEY NOT NULL,
	"wanted" text NOT NULL,
	"encrypted_secret" "bytea",
	"changed_at" bigint NOT NULL,
	"confirmed_at" bigint,
	"fault" text
);
--> statement-breakpoint
CREATE TABLE "marks" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "revoked_at" bigint;--> statement-breakpoint
CREATE INDEX "broker_accounts_by_confirmed" ON "broker_accounts" USING btree ("confirmed_at");