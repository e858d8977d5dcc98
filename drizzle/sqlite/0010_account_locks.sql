ALTER TABLE `accounts` ADD `locked_at` integer;--> statement-breakpoint
ALTER TABLE `accounts` ADD `locked_by` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `locked_for` text;