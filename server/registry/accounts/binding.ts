import type { Assignment, Role } from '#contract/accounts'

/** Who sees everything, and is therefore bound to nothing. */
const UNBOUND: readonly Role[] = ['admin']
/** Who works in an area and nowhere else. */
const IN_AREA: readonly Role[] = ['manager', 'visitor']
/** Who may sit at a desk. */
const AT_DESK: readonly Role[] = ['operator', 'supervisor']

/** Whether this role may be bound so: to an area or to a desk, never to both. */
export function mayBeBound({ role, areaId, deskId }: Assignment): boolean {
  if (areaId !== null && deskId !== null) return false
  if (UNBOUND.includes(role)) return areaId === null && deskId === null
  if (IN_AREA.includes(role)) return areaId !== null
  return deskId === null || AT_DESK.includes(role)
}
