import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { TABLE_KINDS, type TableKind } from '#contract/imports'
import { officeRoute } from '../route.ts'

/** What the table to be chosen is about. */
export interface KindChoice {
  readonly kind?: TableKind
}

const importsRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/imports',
  validateSearch: (search: Record<string, unknown>): KindChoice => {
    const kind = TABLE_KINDS.find((one) => one === search.kind)
    return kind === undefined ? {} : { kind }
  },
  component: lazyRouteComponent(() => import('./imports-page.tsx'), 'ImportsPage'),
})

const importRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
})

export const importPages = [importsRoute, importRoute] as const
