import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { officeRoute } from '../route.ts'

const retentionRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/retention',
  component: lazyRouteComponent(() => import('./retention-page.tsx'), 'RetentionPage'),
})

export const retentionPages = [retentionRoute] as const
