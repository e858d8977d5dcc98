CREATE TABLE `erasures` (
	`resident_id` text PRIMARY KEY NOT NULL,
	`home_id` text,
	`reason` text NOT NULL,
	`leaving` text NOT NULL,
	`erased_at` integer NOT NULL,
	`erased_by` text,
	`scrubbed_at` integer
);
