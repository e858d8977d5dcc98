CREATE TABLE `device_models` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`maker` text NOT NULL,
	`class` text NOT NULL,
	`signals` text NOT NULL,
	`has_sim` integer NOT NULL,
	`battery_months` integer,
	`added_at` integer NOT NULL,
	`withdrawn_at` integer,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `device_models_name_unique` ON `device_models` (`name`);--> statement-breakpoint
ALTER TABLE `devices` ADD `cloned_at` integer;