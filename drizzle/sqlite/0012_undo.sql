CREATE TABLE `imported_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`import_id` text NOT NULL,
	`row` integer NOT NULL,
	`taken_in_at` integer NOT NULL,
	`home_id` text,
	`resident_id` text,
	`device_id` text,
	`brought` text NOT NULL,
	`taken_back_at` integer,
	`kept` text,
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`home_id`) REFERENCES `homes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`resident_id`) REFERENCES `residents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`device_id`) REFERENCES `devices`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `imported_rows_by_import` ON `imported_rows` (`import_id`,`row`);--> statement-breakpoint
CREATE INDEX `imported_rows_by_home` ON `imported_rows` (`home_id`);--> statement-breakpoint
CREATE INDEX `imported_rows_by_device` ON `imported_rows` (`device_id`);--> statement-breakpoint
ALTER TABLE `imports` ADD `undone` integer;--> statement-breakpoint
ALTER TABLE `imports` ADD `kept` integer;