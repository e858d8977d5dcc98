DROP INDEX `events_by_call`;--> statement-breakpoint
CREATE INDEX `events_by_call` ON `events` (`call_id`) WHERE type <> 'call.pressed';--> statement-breakpoint
DROP INDEX `signals_identity`;--> statement-breakpoint
CREATE UNIQUE INDEX `signals_identity` ON `signals` (`identity`,`device_id`);