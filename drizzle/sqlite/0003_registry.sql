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
CREATE TABLE `area_places` (
	`id` text PRIMARY KEY NOT NULL,
	`area_id` text NOT NULL,
	`parent_id` text,
	`from_at` integer NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `area_places_by_area` ON `area_places` (`area_id`);--> statement-breakpoint
CREATE TABLE `areas` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`level` text NOT NULL,
	`parent_id` text,
	`path` text NOT NULL,
	`merged_into_id` text,
	`added_at` integer NOT NULL,
	`closed_at` integer,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `areas_code_unique` ON `areas` (`code`);--> statement-breakpoint
CREATE INDEX `areas_by_path` ON `areas` (`path`);--> statement-breakpoint
CREATE INDEX `areas_by_parent` ON `areas` (`parent_id`);--> statement-breakpoint
CREATE TABLE `desk_areas` (
	`area_id` text PRIMARY KEY NOT NULL,
	`desk_id` text NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`desk_id`) REFERENCES `desks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `desk_areas_by_desk` ON `desk_areas` (`desk_id`);--> statement-breakpoint
CREATE TABLE `desks` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hours` text NOT NULL,
	`covered_by_id` text,
	`added_at` integer NOT NULL,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `desks_name_unique` ON `desks` (`name`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`area_id` text,
	`desk_id` text,
	`invited_by` text NOT NULL,
	`invited_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer,
	`account_id` text,
	`revoked_at` integer,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`desk_id`) REFERENCES `desks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invited_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_tokenHash_unique` ON `invitations` (`token_hash`);--> statement-breakpoint
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
CREATE TABLE `service_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`name` text NOT NULL,
	`scopes` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`made_by`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `service_tokens_tokenHash_unique` ON `service_tokens` (`token_hash`);--> statement-breakpoint
ALTER TABLE `notes` ADD `encrypted_text` blob;--> statement-breakpoint
ALTER TABLE `accounts` ADD `area_id` text REFERENCES areas(id);--> statement-breakpoint
ALTER TABLE `accounts` ADD `desk_id` text REFERENCES desks(id);--> statement-breakpoint
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
ALTER TABLE `homes` ADD `area_id` text REFERENCES areas(id);--> statement-breakpoint
ALTER TABLE `homes` ADD `encrypted_door_note` blob;--> statement-breakpoint
ALTER TABLE `residents` ADD `encrypted_flags` blob;--> statement-breakpoint
ALTER TABLE `residents` ADD `left_at` integer;--> statement-breakpoint
ALTER TABLE `residents` ADD `leaving` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `lapse` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `last_used_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `agent` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `place_hash` text;--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_id_unique` ON `sessions` (`id`);--> statement-breakpoint
CREATE INDEX `sessions_by_end` ON `sessions` (`ended_at`,`last_used_at`);--> statement-breakpoint
CREATE INDEX `events_by_reading` ON `events` (`home_id`,`at`) WHERE type in ('home.shown', 'contact.shown', 'resident.shown');