CREATE TABLE `presences` (
	`account_id` text PRIMARY KEY NOT NULL,
	`heard_at` integer NOT NULL,
	`audio` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `unsealed_events` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`call_id` text,
	`home_id` text,
	`device_id` text,
	`data` text NOT NULL
);
