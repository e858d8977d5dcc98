import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { EVENT_TYPES } from '#contract/events'
import { officeRoute } from '../route.ts'
import type { LogFilter } from './log-filter.ts'

const auditRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/audit',
  validateSearch: ({ type, actor, home }: Record<string, unknown>): LogFilter => {
    const known = EVENT_TYPES.find((one) => one === type)
    return {
      ...(known && { type: known }),
      ...(typeof actor === 'string' && { actor }),
      ...(typeof home === 'string' && { home }),
    }
  },
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
})

export const auditPages = [auditRoute] as const
