import type { Role } from '#contract/accounts'
import type { Route } from '#contract/route'
import { deviceRoutes } from '#contract/routes'

/**
 * The rooms of the office. Who may enter is the server's to say; `may` only keeps doors out of sight that would not
 * open, and a test holds it against what the server answers to `reads`.
 */
export interface Section {
  readonly key: 'devices'
  readonly path: string
  readonly may: readonly Role[]
  /** What its first page asks for. */
  readonly reads: Route
}

export const SECTIONS: readonly Section[] = [
  { key: 'devices', path: '/office/devices', may: ['admin', 'manager', 'auditor'], reads: deviceRoutes.list },
]

/** Who keeps residents, homes and devices; others with business there only read. */
export const KEEPERS: readonly Role[] = ['admin', 'manager']

/** The rooms this role has business in, in the order of the navigation. */
export function sectionsOf(role: Role): readonly Section[] {
  return SECTIONS.filter(({ may }) => may.includes(role))
}
