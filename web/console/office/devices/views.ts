import { deviceRoutes, registryRoutes } from '#contract/routes'

/** What a step of a device makes stale. */
export const DEVICE_VIEWS = [registryRoutes.showDevice, deviceRoutes.list, registryRoutes.showHome]
