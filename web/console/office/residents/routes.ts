import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { officeRoute } from '../route.ts'

/** What is looked for stays out of the address: names and numbers have no business in a browser's history. */
const residentsRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/residents',
  component: lazyRouteComponent(() => import('./residents-page.tsx'), 'ResidentsPage'),
})

const residentRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/residents/$residentId',
  component: lazyRouteComponent(() => import('./resident-page.tsx'), 'ResidentPage'),
})

export const residentPages = [residentsRoute, residentRoute] as const
