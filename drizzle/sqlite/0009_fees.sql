CREATE TABLE `device_stays` (
	`id` text PRIMARY KEY NOT NULL,
	`device_id` text NOT NULL,
	`home_id` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer
);
--> statement-breakpoint
CREATE INDEX `device_stays_by_device` ON `device_stays` (`device_id`);--> statement-breakpoint
CREATE INDEX `device_stays_by_home` ON `device_stays` (`home_id`);--> statement-breakpoint
CREATE TABLE `fee_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`fen` integer NOT NULL,
	`government_from_age` integer,
	`area_id` text,
	`from_on` text NOT NULL,
	`added_at` integer NOT NULL,
	`withdrawn_at` integer
);
