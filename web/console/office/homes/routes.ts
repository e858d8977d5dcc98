import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { officeRoute } from '../route.ts'

const newHomeRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/homes/new',
  component: lazyRouteComponent(() => import('./new-home-page.tsx'), 'NewHomePage'),
})

const homeRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/homes/$homeId',
  component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
})

export const homePages = [newHomeRoute, homeRoute] as const
