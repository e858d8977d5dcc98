import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../root-route.ts'

/** 后台: everything that is kept rather than answered. Its parts are fetched when somebody first goes there. */
export const officeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/office',
  component: lazyRouteComponent(() => import('./frame/office-page.tsx'), 'OfficePage'),
})

export const officeStartRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./frame/start-page.tsx'), 'StartPage'),
})
