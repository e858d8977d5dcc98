import { isInChina, type Point } from '#contract/homes'

/** As the form holds a point: what was typed. */
export interface TypedPoint {
  readonly lat?: string
  readonly lng?: string
}

/** Degrees of longitude need three digits; eight after the point are a millimetre. */
const DEGREES = /^-?\d{1,3}(\.\d{1,15})?$/
/** Between two numbers people put commas of either kind, blanks, or both. */
const BETWEEN = /\s*[,，;；\s]\s*/

/** Two numbers out of what somebody pasted, the first the latitude; null when it is anything else. */
export function pairIn(text: string): Required<TypedPoint> | null {
  const parts = text.trim().split(BETWEEN)
  const [lat = '', lng = ''] = parts
  return parts.length === 2 && DEGREES.test(lat) && DEGREES.test(lng) ? { lat, lng } : null
}

/** One number of a point; null when it is none. */
export function degreesIn(text: string | undefined): number | null {
  const typed = (text ?? '').trim()
  return DEGREES.test(typed) ? Number(typed) : null
}

export type PointFault = 'notNumber' | 'swapped' | 'outside'

/** What is wrong with a typed point, or the point. */
export function readPoint({ lat: typedLat, lng: typedLng }: TypedPoint): Point | PointFault {
  const [lat, lng] = [degreesIn(typedLat), degreesIn(typedLng)]
  if (lat === null || lng === null) return 'notNumber'
  if (isInChina({ lat, lng })) return { lat, lng }
  return isInChina({ lat: lng, lng: lat }) ? 'swapped' : 'outside'
}
