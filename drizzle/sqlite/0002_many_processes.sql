CREATE TABLE `presences` (
	`account_id` text PRIMARY KEY NOT NULL,
	`heard_at` integer NOT NULL,
	`audio` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `unsealed_events` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`call_id` text,
	`home_id` text,
	`device_id` text,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `broker_accounts` (
	`device_id` text PRIMARY KEY NOT NULL,
	`wanted` text NOT NULL,
	`encrypted_secret` blob,
	`changed_at` integer NOT NULL,
	`confirmed_at` integer,
	`fault` text
);
--> statement-breakpoint
CREATE INDEX `broker_accounts_by_confirmed` ON `broker_accounts` (`confirmed_at`);--> statement-breakpoint
CREATE TABLE `marks` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `devices` ADD `revoked_at` integer;