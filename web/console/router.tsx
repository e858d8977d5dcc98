import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { accountPages, invitationRoute } from './office/accounts/routes.ts'
import { areaPages } from './office/areas/routes.ts'
import { auditPages } from './office/audit/routes.ts'
import { devicePages } from './office/devices/routes.ts'
import { feePages } from './office/fees/routes.ts'
import { homePages } from './office/homes/routes.ts'
import { importPages } from './office/imports/routes.ts'
import { privacyPages } from './office/privacy/routes.ts'
import { residentPages } from './office/residents/routes.ts'
import { retentionPages } from './office/retention/routes.ts'
import { officeRoute, officeStartRoute } from './office/route.ts'
import { LoginPage } from './pages/login-page.tsx'
import { rootRoute } from './root-route.ts'

const loginRoute = createRoute({ getParentRoute: () => rootRoute, path: '/login', component: LoginPage })

const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'desk',
  component: lazyRouteComponent(() => import('./pages/desk-page.tsx'), 'DeskPage'),
})

const overviewRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/overview-page.tsx'), 'OverviewPage'),
})

const callRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/calls/$callId',
  component: lazyRouteComponent(() => import('./pages/call-page.tsx'), 'CallPage'),
})

const routeTree = rootRoute.addChildren([
  loginRoute,
  invitationRoute,
  deskRoute.addChildren([overviewRoute, callRoute]),
  officeRoute.addChildren([
    officeStartRoute,
    ...residentPages,
    ...privacyPages,
    ...retentionPages,
    ...homePages,
    ...feePages,
    ...devicePages,
    ...importPages,
    ...accountPages,
    ...areaPages,
    ...auditPages,
  ]),
])

export const router = createRouter({ routeTree, defaultPreload: false })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
