import type { Role } from '#contract/accounts'
import type { Route } from '#contract/route'
import {
  accountRoutes,
  areaRoutes,
  auditRoutes,
  deskRoutes,
  deviceRoutes,
  feeRoutes,
  importRoutes,
  privacyRoutes,
  residentRoutes,
  serviceTokenRoutes,
} from '#contract/routes'

/**
 * The rooms of the office. Who may enter is the server's to say; `may` only keeps doors out of sight that would not
 * open, and a test holds it against what the server answers to `reads`.
 */
export interface Section {
  readonly key:
    | 'residents'
    | 'devices'
    | 'fees'
    | 'imports'
    | 'areas'
    | 'desks'
    | 'accounts'
    | 'tokens'
    | 'audit'
    | 'retention'
  readonly path: string
  readonly may: readonly Role[]
  /** What its first page asks for. */
  readonly reads: Route
}

export const SECTIONS: readonly Section[] = [
  {
    key: 'residents',
    path: '/office/residents',
    may: ['admin', 'manager', 'supervisor', 'auditor'],
    reads: residentRoutes.search,
  },
  { key: 'devices', path: '/office/devices', may: ['admin', 'manager', 'auditor'], reads: deviceRoutes.list },
  { key: 'fees', path: '/office/fees', may: ['admin', 'manager', 'auditor'], reads: feeRoutes.rules },
  { key: 'imports', path: '/office/imports', may: ['admin'], reads: importRoutes.list },
  { key: 'areas', path: '/office/areas', may: ['supervisor', 'admin', 'manager', 'auditor'], reads: areaRoutes.list },
  { key: 'desks', path: '/office/desks', may: ['supervisor', 'admin', 'manager', 'auditor'], reads: deskRoutes.list },
  { key: 'accounts', path: '/office/accounts', may: ['admin'], reads: accountRoutes.list },
  { key: 'tokens', path: '/office/tokens', may: ['admin'], reads: serviceTokenRoutes.list },
  { key: 'audit', path: '/office/audit', may: ['admin', 'manager', 'auditor'], reads: auditRoutes.look },
  { key: 'retention', path: '/office/retention', may: ['admin', 'auditor'], reads: privacyRoutes.retention },
]

/** Who keeps residents, homes and devices; others with business there only read. */
export const KEEPERS: readonly Role[] = ['admin', 'manager']

/** The rooms this role has business in, in the order of the navigation. */
export function sectionsOf(role: Role): readonly Section[] {
  return SECTIONS.filter(({ may }) => may.includes(role))
}

/** Who may open the file of a resident or a home. */
export const READERS: readonly Role[] = [...KEEPERS, 'auditor']
