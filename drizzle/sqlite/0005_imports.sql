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
CREATE TABLE `home_words` (
	`word` text NOT NULL,
	`home_id` text NOT NULL,
	FOREIGN KEY (`home_id`) REFERENCES `homes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `home_words_by_word` ON `home_words` (`word`,`home_id`);--> statement-breakpoint
CREATE INDEX `home_words_by_home` ON `home_words` (`home_id`);--> statement-breakpoint
CREATE TABLE `resident_words` (
	`word` text NOT NULL,
	`resident_id` text NOT NULL,
	FOREIGN KEY (`resident_id`) REFERENCES `residents`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `resident_words_by_word` ON `resident_words` (`word`,`resident_id`);--> statement-breakpoint
CREATE INDEX `resident_words_by_resident` ON `resident_words` (`resident_id`);--> statement-breakpoint
CREATE INDEX `homes_by_address` ON `homes` (`address`);