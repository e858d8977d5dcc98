CREATE TABLE `broker_accounts` (
	`device_id` text PRIMARY KEY NOT NULL,
	`wanted` text NOT NULL,
	`sealed_secret` blob,
	`changed_at` integer NOT NULL,
	`confirmed_at` integer,
	`fault` text
);
--> statement-breakpoint
CREATE INDEX `broker_accounts_by_confirmed` ON `broker_accounts` (`confirmed_at`);--> statement-breakpoint
ALTER TABLE `devices` ADD `revoked_at` integer;