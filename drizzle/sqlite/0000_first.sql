CREATE TABLE `call_signals` (
	`signal_uid` text PRIMARY KEY NOT NULL,
	`call_id` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `calls` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`kind` text NOT NULL,
	`priority` integer NOT NULL,
	`state` text NOT NULL,
	`trigger` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`home_id` text,
	`device_id` text,
	`presses` integer NOT NULL,
	`pressed_at` integer NOT NULL,
	`pressed_before_at` integer,
	`repeated` integer NOT NULL,
	`delayed` integer NOT NULL,
	`cancelled` integer NOT NULL,
	`orphaned` integer NOT NULL,
	`unattended` integer NOT NULL,
	`ring` integer NOT NULL,
	`step` integer NOT NULL,
	`stepped_at` integer NOT NULL,
	`step_due_at` integer,
	`owner_id` text,
	`assigned_id` text,
	`received_at` integer NOT NULL,
	`rang_at` integer NOT NULL,
	`shown_at` integer,
	`claimed_at` integer,
	`contact_attempted_at` integer,
	`contacted_at` integer,
	`on_scene_at` integer,
	`resolved_at` integer,
	`closed_at` integer,
	`cause` text,
	`result` text,
	`seen_by` text,
	`concerns` text,
	`version` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calls_one_open` ON `calls` (`subject_kind`,`subject_id`,`kind`) WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX `calls_by_subject` ON `calls` (`subject_id`,`closed_at`);--> statement-breakpoint
CREATE INDEX `calls_by_closing` ON `calls` (`closed_at`);--> statement-breakpoint
CREATE INDEX `calls_by_receipt` ON `calls` (`received_at`);--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notes` (
	`id` text PRIMARY KEY NOT NULL,
	`call_id` text NOT NULL,
	`author_id` text NOT NULL,
	`written_at` integer NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notes_by_call` ON `notes` (`call_id`);--> statement-breakpoint
CREATE TABLE `rings` (
	`id` text PRIMARY KEY NOT NULL,
	`call_id` text NOT NULL,
	`ring` integer NOT NULL,
	`priority` integer NOT NULL,
	`reason` text NOT NULL,
	`rang_at` integer NOT NULL,
	`shown_at` integer,
	`claimed_at` integer,
	`claimed_by` text,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rings_of_call` ON `rings` (`call_id`,`ring`);--> statement-breakpoint
CREATE INDEX `rings_by_start` ON `rings` (`rang_at`);--> statement-breakpoint
CREATE TABLE `seats` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`ending` text
);
--> statement-breakpoint
CREATE INDEX `seats_by_end` ON `seats` (`ended_at`);--> statement-breakpoint
CREATE INDEX `seats_by_account` ON `seats` (`account_id`);--> statement-breakpoint
CREATE TABLE `consumers` (
	`name` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`call_id` text,
	`home_id` text,
	`device_id` text,
	`data` text NOT NULL,
	`key_id` text NOT NULL,
	`hash` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_by_call` ON `events` (`call_id`);--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`consumer` text NOT NULL,
	`seq` integer NOT NULL,
	`target` text NOT NULL,
	`call_id` text NOT NULL,
	`planned_at` integer NOT NULL,
	`next_at` integer,
	`attempts` integer NOT NULL,
	`sent_at` integer,
	`failed_at` integer,
	`fault` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_cause` ON `notices` (`consumer`,`seq`,`target`);--> statement-breakpoint
CREATE INDEX `notices_by_next` ON `notices` (`next_at`);--> statement-breakpoint
CREATE TABLE `timers` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`due_at` integer NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `timers_by_due` ON `timers` (`due_at`);--> statement-breakpoint
CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`user` text NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_user_unique` ON `accounts` (`user`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`home_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`relation` text NOT NULL,
	`phone` text NOT NULL,
	`note` text NOT NULL,
	FOREIGN KEY (`home_id`) REFERENCES `homes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contacts_by_home` ON `contacts` (`home_id`);--> statement-breakpoint
CREATE TABLE `devices` (
	`id` text PRIMARY KEY NOT NULL,
	`model` text NOT NULL,
	`class` text NOT NULL,
	`home_id` text,
	`secret_hash` blob NOT NULL,
	`added_at` integer NOT NULL,
	`last_seen_at` integer,
	`battery` real,
	`mains` integer,
	`rssi` real,
	FOREIGN KEY (`home_id`) REFERENCES `homes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `devices_by_home` ON `devices` (`home_id`);--> statement-breakpoint
CREATE TABLE `homes` (
	`id` text PRIMARY KEY NOT NULL,
	`address` text NOT NULL,
	`community` text NOT NULL,
	`door_note` text NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `residents` (
	`id` text PRIMARY KEY NOT NULL,
	`home_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`sex` text NOT NULL,
	`born_on` text,
	`lives_alone` integer NOT NULL,
	`flags` text NOT NULL,
	FOREIGN KEY (`home_id`) REFERENCES `homes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `residents_by_home` ON `residents` (`home_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_by_account` ON `sessions` (`account_id`);--> statement-breakpoint
CREATE TABLE `inbox` (
	`uid` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`conflict` integer NOT NULL,
	`attempts` integer NOT NULL,
	`retry_at` integer NOT NULL,
	`fault` text
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `signal_bodies` (
	`uid` text PRIMARY KEY NOT NULL,
	`body` blob NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `signals` (
	`uid` text PRIMARY KEY NOT NULL,
	`device_id` text NOT NULL,
	`signal_id` text NOT NULL,
	`identity` text NOT NULL,
	`body_hash` text NOT NULL,
	`kind` text NOT NULL,
	`lane` text NOT NULL,
	`road` text NOT NULL,
	`received_at` integer NOT NULL,
	`device_at` text,
	`boot` text,
	`n` integer,
	`button` text,
	`battery` real,
	`mains` integer,
	`rssi` real,
	`test` integer NOT NULL,
	`retained` integer NOT NULL,
	`flaws` text NOT NULL
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `signals_identity` ON `signals` (`device_id`,`identity`);