CREATE TABLE `retention_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`position` text,
	`counts` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `retention_runs_by_start` ON `retention_runs` (`started_at`);