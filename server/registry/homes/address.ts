import type { AddressParts, Point } from '#contract/homes'

/**
 * The address as people write it, from the estate or the village down: what lies above is the area's to say. Bare
 * numbers get the words people put behind them. Empty when the parts name nothing that low.
 */
export function addressLine(parts: AddressParts): string {
  const { estate, building, unit, floor, door, village, group, place } = parts
  return [
    estate,
    worded(building, '号楼'),
    worded(unit, '单元'),
    // A door's number says its floor.
    door === undefined ? worded(floor, '层') : '',
    door,
    village,
    worded(group, '组'),
    place,
  ].join('')
}

const worded = (part: string | undefined, word: string): string =>
  part !== undefined && /^[0-9A-Za-z]+$/.test(part) ? part + word : (part ?? '')

/** A box around all of China with its islands (Zengmu Shoal 3.9° N, Mohe 53.6° N, Pamir 73.5° E, Wusuli 135.1° E). */
const CHINA = { lat: [3.8, 53.6], lng: [73.4, 135.2] } as const

/** Whether a point may be a home's; people change latitude and longitude over, and that is always outside. */
export function isInChina({ lat, lng }: Point): boolean {
  return within(lat, CHINA.lat) && within(lng, CHINA.lng)
}

const within = (value: number, [least, most]: readonly [number, number]): boolean => value >= least && value <= most
