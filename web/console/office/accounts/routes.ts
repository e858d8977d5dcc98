import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../root-route.ts'
import { officeRoute } from '../route.ts'

const accountsRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./accounts-page.tsx'), 'AccountsPage'),
})

const inviteRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/accounts/invite',
  component: lazyRouteComponent(() => import('./invite-page.tsx'), 'InvitePage'),
})

const accountRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/accounts/$accountId',
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
})

const ownRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/own',
  component: lazyRouteComponent(() => import('../own/own-page.tsx'), 'OwnPage'),
})

const tokensRoute = createRoute({
  getParentRoute: () => officeRoute,
  path: '/tokens',
  component: lazyRouteComponent(() => import('../tokens/tokens-page.tsx'), 'TokensPage'),
})

/** For whoever holds an invitation and has no account yet. */
export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./invitation-page.tsx'), 'InvitationPage'),
})

export const accountPages = [accountsRoute, inviteRoute, accountRoute, ownRoute, tokensRoute] as const
