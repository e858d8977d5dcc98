import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { officeRoute } from '../route.ts'

const personExportRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/residents/$residentId/export',
  component: lazyRouteComponent(() => import('./person-export-page.tsx'), 'PersonExportPage'),
})

export const privacyPages = [personExportRoute] as const
