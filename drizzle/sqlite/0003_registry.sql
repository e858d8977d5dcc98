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
CREATE TABLE `data_keys` (
	`owner_id` text PRIMARY KEY NOT NULL,
	`wrapped_key` blob,
	`made_at` integer NOT NULL,
	`destroyed_at` integer
);
--> statement-breakpoint
CREATE TABLE `resident_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`resident_id` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`fields` text NOT NULL,
	`encrypted_before` blob,
	FOREIGN KEY (`resident_id`) REFERENCES `residents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `resident_changes_by_resident` ON `resident_changes` (`resident_id`);--> statement-breakpoint
CREATE TABLE `resident_files` (
	`resident_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`risk` text,
	`categories` text NOT NULL,
	`encrypted_file` blob,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`resident_id`) REFERENCES `residents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `resident_numbers` (
	`id` text PRIMARY KEY NOT NULL,
	`resident_id` text NOT NULL,
	`field` text NOT NULL,
	`number_hash` blob NOT NULL,
	`last_four_hash` blob NOT NULL,
	FOREIGN KEY (`resident_id`) REFERENCES `residents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `resident_numbers_by_resident` ON `resident_numbers` (`resident_id`);--> statement-breakpoint
CREATE INDEX `resident_numbers_by_number` ON `resident_numbers` (`number_hash`);--> statement-breakpoint
CREATE INDEX `resident_numbers_by_last_four` ON `resident_numbers` (`last_four_hash`);--> statement-breakpoint
ALTER TABLE `notes` ADD `encrypted_text` blob;--> statement-breakpoint
ALTER TABLE `contacts` ADD `encrypted_phone` blob;--> statement-breakpoint
ALTER TABLE `contacts` ADD `encrypted_note` blob;--> statement-breakpoint
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
ALTER TABLE `homes` ADD `encrypted_door_note` blob;--> statement-breakpoint
ALTER TABLE `residents` ADD `encrypted_flags` blob;--> statement-breakpoint
ALTER TABLE `residents` ADD `left_at` integer;--> statement-breakpoint
ALTER TABLE `residents` ADD `leaving` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `last_used_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `agent` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `place_hash` text;--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_id_unique` ON `sessions` (`id`);--> statement-breakpoint
CREATE INDEX `events_by_reading` ON `events` (`home_id`,`at`) WHERE type in ('home.shown', 'contact.shown', 'resident.shown');