import type { AddressParts } from '#contract/homes'

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
