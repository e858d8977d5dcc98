CREATE TABLE `holds` (
	`id` text PRIMARY KEY NOT NULL,
	`resident_id` text NOT NULL,
	`kind` text NOT NULL,
	`from_on` text NOT NULL,
	`until_on` text,
	`review_on` text NOT NULL,
	`services` text NOT NULL,
	`version` integer NOT NULL,
	`added_at` integer NOT NULL,
	`added_by` text NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`resident_id`) REFERENCES `residents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `holds_by_resident` ON `holds` (`resident_id`);--> statement-breakpoint
CREATE INDEX `holds_by_review` ON `holds` (`ended_at`,`review_on`);--> statement-breakpoint
CREATE TABLE `home_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`home_id` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`fields` text NOT NULL,
	`encrypted_before` blob,
	FOREIGN KEY (`home_id`) REFERENCES `homes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `home_changes_by_home` ON `home_changes` (`home_id`);--> statement-breakpoint
CREATE TABLE `home_files` (
	`home_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`parts` text NOT NULL,
	`lift` text NOT NULL,
	`lat` real,
	`lng` real,
	`encrypted_entry` blob,
	`encrypted_key_holder` blob,
	`encrypted_door_code` blob,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`home_id`) REFERENCES `homes`(`id`) ON UPDATE no action ON DELETE no action
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
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`resident_id` text NOT NULL,
	`kind` text NOT NULL,
	`text_version` text NOT NULL,
	`given_by` text NOT NULL,
	`given_on` text NOT NULL,
	`encrypted_details` blob,
	`recorded_at` integer NOT NULL,
	`recorded_by` text NOT NULL,
	`withdrawn_on` text,
	`withdrawn_at` integer,
	`withdrawn_by` text,
	FOREIGN KEY (`resident_id`) REFERENCES `residents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consents_by_resident` ON `consents` (`resident_id`);--> statement-breakpoint
CREATE TABLE `home_words` (
	`word` text NOT NULL,
	`home_id` text NOT NULL,
	FOREIGN KEY (`home_id`) REFERENCES `homes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `home_words_by_word` ON `home_words` (`word`,`home_id`);--> statement-breakpoint
CREATE INDEX `home_words_by_home` ON `home_words` (`home_id`);--> statement-breakpoint
CREATE TABLE `number_guards` (
	`number_hash` blob PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `photos` (
	`id` text PRIMARY KEY NOT NULL,
	`resident_id` text NOT NULL,
	`media_type` text NOT NULL,
	`encrypted_photo` blob,
	`taken_in_at` integer NOT NULL,
	`taken_in_by` text NOT NULL,
	FOREIGN KEY (`resident_id`) REFERENCES `residents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `photos_by_resident` ON `photos` (`resident_id`);--> statement-breakpoint
CREATE TABLE `resident_words` (
	`word` text NOT NULL,
	`resident_id` text NOT NULL,
	FOREIGN KEY (`resident_id`) REFERENCES `residents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `resident_words_by_word` ON `resident_words` (`word`,`resident_id`);--> statement-breakpoint
CREATE INDEX `resident_words_by_resident` ON `resident_words` (`resident_id`);--> statement-breakpoint
DROP INDEX `events_by_reading`;--> statement-breakpoint
CREATE INDEX `events_by_reading_day` ON `events` (`at`) WHERE type in ('home.shown', 'home.door_code_shown', 'contact.shown', 'resident.shown');--> statement-breakpoint
CREATE INDEX `events_by_reading` ON `events` (`home_id`,`at`) WHERE type in ('home.shown', 'home.door_code_shown', 'contact.shown', 'resident.shown');--> statement-breakpoint
ALTER TABLE `contacts` ADD `responder` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `hours` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `channel` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `minutes_away` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `ended_at` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `number_hash` blob;--> statement-breakpoint
ALTER TABLE `contacts` ADD `last_four_hash` blob;--> statement-breakpoint
CREATE INDEX `contacts_by_number` ON `contacts` (`number_hash`);--> statement-breakpoint
CREATE INDEX `contacts_by_last_four` ON `contacts` (`last_four_hash`);--> statement-breakpoint
CREATE INDEX `homes_by_address` ON `homes` (`address`);