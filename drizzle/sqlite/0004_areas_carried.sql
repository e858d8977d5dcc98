-- What homes said of their community in words becomes an area, one for each.
INSERT INTO `areas` (`id`, `code`, `name`, `level`, `path`, `added_at`, `version`)
SELECT `id`, 'carried-' || `id`, `name`, 'community', '/' || `id` || '/', `added_at`, 1
FROM (SELECT lower(hex(randomblob(16))) AS `id`, `community` AS `name`, min(`added_at`) AS `added_at`
	FROM `homes` WHERE `community` <> '' GROUP BY `community`);--> statement-breakpoint
INSERT INTO `area_places` (`id`, `area_id`, `from_at`)
SELECT `id`, `id`, `added_at` FROM `areas`;--> statement-breakpoint
UPDATE `homes` SET `area_id` = (SELECT `id` FROM `areas` WHERE `areas`.`name` = `homes`.`community`);--> statement-breakpoint
ALTER TABLE `homes` DROP COLUMN `community`;