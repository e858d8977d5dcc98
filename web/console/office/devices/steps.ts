import type { DeviceStage } from '#contract/devices'

/** What can be done to a device, besides looking after it. */
export const STEPS = ['install', 'swap', 'rotate', 'retrieve', 'restock', 'retire', 'revoke'] as const
export type Step = (typeof STEPS)[number]

/** When a step is offered. The authority is server/registry/devices/life.ts; a test holds this against it. */
const FROM: Readonly<Record<Step, readonly DeviceStage[]>> = {
  install: ['stock'],
  swap: ['installed'],
  rotate: ['stock', 'installed', 'swapped'],
  retrieve: ['installed', 'swapped', 'retired'],
  restock: ['retrieved'],
  retire: ['stock', 'installed', 'swapped'],
  revoke: ['stock', 'installed', 'swapped'],
}

/** The steps to offer for a device at this stage, in the order of the buttons. */
export function stepsFrom(stage: DeviceStage): readonly Step[] {
  return STEPS.filter((step) => FROM[step].includes(stage))
}
