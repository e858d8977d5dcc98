import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { DEVICE_STAGES, type DeviceStage } from '#contract/devices'
import { officeRoute } from '../route.ts'

export interface DeviceFilter {
  readonly stage?: DeviceStage
}

const devicesRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/devices',
  validateSearch: ({ stage }: Record<string, unknown>): DeviceFilter => {
    const known = DEVICE_STAGES.find((one) => one === stage)
    return known ? { stage: known } : {}
  },
  component: lazyRouteComponent(() => import('./devices-page.tsx'), 'DevicesPage'),
})

const newDeviceRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/devices/new',
  component: lazyRouteComponent(() => import('./new-device-page.tsx'), 'NewDevicePage'),
})

const retrievalsRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/devices/retrievals',
  component: lazyRouteComponent(() => import('./retrievals-page.tsx'), 'RetrievalsPage'),
})

const modelsRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/devices/models',
  component: lazyRouteComponent(() => import('../models/models-page.tsx'), 'ModelsPage'),
})

const newModelRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/devices/models/new',
  component: lazyRouteComponent(() => import('../models/model-page.tsx'), 'NewModelPage'),
})

const modelRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/devices/models/$modelId',
  component: lazyRouteComponent(() => import('../models/model-page.tsx'), 'ModelPage'),
})

const deviceRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/devices/$deviceId',
  component: lazyRouteComponent(() => import('./device-page.tsx'), 'DevicePage'),
})

export const devicePages = [
  devicesRoute,
  newDeviceRoute,
  retrievalsRoute,
  modelsRoute,
  newModelRoute,
  modelRoute,
  deviceRoute,
] as const
