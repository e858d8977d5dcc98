ALTER TABLE `calls` ADD `parked_until` integer;--> statement-breakpoint
ALTER TABLE `calls` ADD `parked_for` text;--> statement-breakpoint
ALTER TABLE `calls` ADD `merged_into_id` text;