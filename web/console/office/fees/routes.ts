import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { officeRoute } from '../route.ts'
import { isMonth } from './months.ts'

/** What stands in the address, so that a month can be sent to a colleague. */
export interface FeeFilter {
  readonly month?: string
  readonly area?: string
}

const feesRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/fees',
  validateSearch: ({ month, area }: Record<string, unknown>): FeeFilter => ({
    ...(isMonth(month) && { month }),
    ...(typeof area === 'string' && area !== '' && { area }),
  }),
  component: lazyRouteComponent(() => import('./fees-page.tsx'), 'FeesPage'),
})

export const feePages = [feesRoute] as const
