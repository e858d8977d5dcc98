import type { TFunction } from 'i18next'
import type { Call } from '#contract/calls'

/** The people of a call in a few words; a call without a home names its device or what it is about. */
export function whoOf(call: Call, t: TFunction): string {
  const names = call.home?.residents.map((resident) => resident.name) ?? []
  if (names.length > 0) return names.join('、')
  if (call.home) return call.home.address
  if (call.subject.kind === 'device') return t('queue.device', { id: call.subject.id })
  return call.subject.kind === 'area' ? t('queue.area') : t('queue.deskItself')
}

/** Where help would have to go; the door first, because a narrow row cuts off the end. Empty for the desk itself. */
export function whereOf(call: Call, t: TFunction): string {
  if (call.home) return `${call.home.address} ${call.home.community}`
  if (call.subject.kind === 'desk') return ''
  return call.deviceId ? t('queue.device', { id: call.deviceId }) : t('queue.unknownHome')
}
