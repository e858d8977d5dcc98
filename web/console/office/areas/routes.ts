import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { officeRoute } from '../route.ts'

/** Which area of the tree is looked at. */
export interface AreaChoice {
  readonly area?: string
}

const areasRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/areas',
  validateSearch: ({ area }: Record<string, unknown>): AreaChoice => (typeof area === 'string' ? { area } : {}),
  component: lazyRouteComponent(() => import('./areas-page.tsx'), 'AreasPage'),
})

const desksRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/desks',
  component: lazyRouteComponent(() => import('../desks/desks-page.tsx'), 'DesksPage'),
})

const newDeskRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/desks/new',
  component: lazyRouteComponent(() => import('../desks/desk-page.tsx'), 'NewDeskPage'),
})

const deskRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/desks/$deskId',
  component: lazyRouteComponent(() => import('../desks/desk-page.tsx'), 'DeskPage'),
})

export const areaPages = [areasRoute, desksRoute, newDeskRoute, deskRoute] as const
