import type { DeskHours } from '#contract/areas'
import { isWithin } from '../../calendar/week-hours.ts'

/** What the rules need to know of a desk. */
export interface Manned {
  readonly id: string
  readonly areaIds: readonly string[]
  readonly hours: readonly DeskHours[]
  readonly coveredById: string | null
}

/** Whether somebody sits at the desk at this instant (milliseconds), by its hours. */
export function isManned({ hours }: Pick<Manned, 'hours'>, at: number): boolean {
  return isWithin(hours, at)
}

/**
 * The desk where a call of this area rings at this instant: the nearest one on the way up, or who covers it outside
 * its hours. When nobody on that way is there, it is the nearest one all the same: a call is never nobody's.
 * @param areaIds the area and what is above it, from the top
 */
export function deskFor(desks: readonly Manned[], areaIds: readonly string[], at: number): string | null {
  const nearest = [...areaIds].reverse().flatMap((area) => desks.find((desk) => desk.areaIds.includes(area)) ?? [])[0]
  if (!nearest) return null
  return coverOf(desks, nearest).find((desk) => isManned(desk, at))?.id ?? nearest.id
}

/** A desk and those that cover for it, in their turn. */
function coverOf(desks: readonly Manned[], first: Manned): Manned[] {
  const way: Manned[] = []
  for (let desk: Manned | undefined = first; desk && !way.includes(desk); ) {
    way.push(desk)
    const next: string | null = desk.coveredById
    desk = desks.find(({ id }) => id === next)
  }
  return way
}

/** Whether desk `id` could be covered by `byId` without somebody in the end covering for themselves. */
export function coversInCircle(desks: readonly Manned[], id: string, byId: string | null): boolean {
  const by = desks.find((desk) => desk.id === byId)
  return by !== undefined && coverOf(desks, by).some((desk) => desk.id === id)
}

/** The areas a desk may see at any time: its own, and those of desks that it may have to cover for. */
export function areasSeenFrom(desks: readonly Manned[], id: string): string[] {
  return desks.filter((desk) => coverOf(desks, desk).some((one) => one.id === id)).flatMap(({ areaIds }) => areaIds)
}
