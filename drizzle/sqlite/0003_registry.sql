CREATE TABLE `backup_codes` (
	`code_hash` blob PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`made_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `backup_codes_by_account` ON `backup_codes` (`account_id`);--> statement-breakpoint
CREATE TABLE `second_factors` (
	`account_id` text PRIMARY KEY NOT NULL,
	`encrypted_secret` blob NOT NULL,
	`confirmed_at` integer,
	`last_step` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `sign_in_tries` (
	`subject` text PRIMARY KEY NOT NULL,
	`tries` integer NOT NULL,
	`last_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `import_chunks` (
	`id` text PRIMARY KEY NOT NULL,
	`import_id` text NOT NULL,
	`number` integer NOT NULL,
	`encrypted_rows` blob,
	`encrypted_findings` blob,
	`encrypted_secrets` blob,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_chunks_by_import` ON `import_chunks` (`import_id`,`number`);--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`stage` text NOT NULL,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`moved_at` integer NOT NULL,
	`ended_at` integer,
	`layout` text NOT NULL,
	`chunks` integer NOT NULL,
	`position` integer NOT NULL,
	`rows` integer NOT NULL,
	`bad_rows` integer NOT NULL,
	`warnings` integer NOT NULL,
	`added` integer NOT NULL,
	`skipped` integer NOT NULL,
	FOREIGN KEY (`started_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `imports_by_stage` ON `imports` (`stage`);--> statement-breakpoint
CREATE INDEX `imports_by_starter` ON `imports` (`started_by`);--> statement-breakpoint
CREATE TABLE `pairing_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`code_hash` blob NOT NULL,
	`home_id` text NOT NULL,
	`issued_by` text NOT NULL,
	`issued_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`tries_left` integer NOT NULL,
	`device_id` text,
	`paired_at` integer,
	FOREIGN KEY (`home_id`) REFERENCES `homes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`issued_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`device_id`) REFERENCES `devices`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pairing_codes_codeHash_unique` ON `pairing_codes` (`code_hash`);--> statement-breakpoint
CREATE INDEX `pairing_codes_by_home` ON `pairing_codes` (`home_id`);--> statement-breakpoint
ALTER TABLE `devices` ADD `installed_at` integer;--> statement-breakpoint
ALTER TABLE `devices` ADD `swapped_at` integer;--> statement-breakpoint
ALTER TABLE `devices` ADD `retired_at` integer;--> statement-breakpoint
ALTER TABLE `devices` ADD `retrieved_at` integer;--> statement-breakpoint
ALTER TABLE `devices` ADD `test_until` integer;--> statement-breakpoint
ALTER TABLE `devices` ADD `tested_at` integer;--> statement-breakpoint
ALTER TABLE `devices` ADD `carrier` text;--> statement-breakpoint
ALTER TABLE `devices` ADD `iccid` text;--> statement-breakpoint
ALTER TABLE `devices` ADD `sim_paid_until_on` text;--> statement-breakpoint
ALTER TABLE `devices` ADD `battery_changed_on` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `last_used_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `agent` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `place_hash` text;--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_id_unique` ON `sessions` (`id`);--> statement-breakpoint
CREATE INDEX `homes_by_address` ON `homes` (`address`);