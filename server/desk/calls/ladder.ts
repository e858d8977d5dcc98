import type { CallKind } from '#contract/calls'

/** What a step of the ladder sets off, besides the news that it was taken. */
export type LadderAction =
  | 'ring_consoles'
  | 'assign_longest_idle'
  | 'phone_shift_lead'
  | 'phone_first_contact'
  | 'phone_duty_manager'
  | 'breach'
  | 'repeat'

export interface LadderStep {
  /** Milliseconds after the call began to ring. */
  readonly afterMs: number
  readonly action: LadderAction
}

/** After the last step the phones are rung again this often, for ever (design §6). Milliseconds. */
export const REPEAT_MS = 60_000

/** A press during ringing brings the next step forward, but steps never follow each other faster than this. */
export const STEP_GAP_MS = 5_000

/** The default P1 ladder of design §6. Covering desks, rotas and rows per area come with the desk's own registry. */
const P1: readonly LadderStep[] = [
  { afterMs: 0, action: 'ring_consoles' },
  { afterMs: 15_000, action: 'assign_longest_idle' },
  { afterMs: 30_000, action: 'phone_shift_lead' },
  { afterMs: 60_000, action: 'phone_first_contact' },
  { afterMs: 120_000, action: 'phone_duty_manager' },
  { afterMs: 180_000, action: 'breach' },
]

/** Calls that may wait longer: rung at once, the shift lead told when a target of design §6 is missed. */
const P2: readonly LadderStep[] = [
  { afterMs: 0, action: 'ring_consoles' },
  { afterMs: 60_000, action: 'assign_longest_idle' },
  { afterMs: 180_000, action: 'phone_shift_lead' },
]
const P3: readonly LadderStep[] = [
  { afterMs: 0, action: 'ring_consoles' },
  { afterMs: 300_000, action: 'assign_longest_idle' },
]
const P4: readonly LadderStep[] = [{ afterMs: 0, action: 'ring_consoles' }]

const LADDERS: readonly (readonly LadderStep[])[] = [P1, P1, P2, P3, P4]

/** Where the ladder jumps to when no audible console is known (design §6 rule 11). */
const PHONE_STEP = P1.findIndex(({ action }) => action === 'phone_shift_lead')

/**
 * When the step after the first is due. The first, ringing the consoles, is taken by the ring itself, in the same
 * transaction; with nobody there to hear it the phones follow at once (design §6 rule 11).
 */
export function secondStepDueAt(priority: number, at: number, audible: boolean): number | null {
  const second = (LADDERS[priority] ?? P4)[1]
  if (!second) return null
  return priority === 1 && !audible ? at : at + second.afterMs
}

export interface NextStep {
  readonly action: LadderAction
  /** Number of steps taken once this one is. */
  readonly step: number
  /** When the step after this one is due, or null when there is none. */
  readonly nextDueAt: number | null
}

/**
 * The step to take now.
 * @param taken steps taken since the ring began
 * @param rangAt when the ring began; later steps keep their place on that clock even when one came early
 * @param at now, milliseconds
 * @param audible whether a console that sounds is on duty; without one P1 starts at its phone step
 */
export function nextStep(
  call: { readonly kind: CallKind; readonly priority: number; readonly step: number; readonly rangAt: number },
  at: number,
  audible: boolean,
): NextStep {
  const ladder = LADDERS[call.priority] ?? P4
  const index = !audible && call.priority === 1 ? Math.max(call.step, PHONE_STEP) : call.step
  const step = ladder[index]
  if (!step) return { action: 'repeat', step: index + 1, nextDueAt: at + REPEAT_MS }
  const following = ladder[index + 1]
  if (following) {
    const due = Math.max(call.rangAt + following.afterMs, at + STEP_GAP_MS)
    return { action: step.action, step: index + 1, nextDueAt: due }
  }
  return { action: step.action, step: index + 1, nextDueAt: call.priority === 1 ? at + REPEAT_MS : null }
}

/**
 * When the next step is due after another press: at once, but not sooner than the gap after the last one. Null when
 * there is none left: only a P1 rings the phones again for ever. Where the phones are next because nobody would hear
 * the bell, the press must not put them off.
 */
export function hurriedDueAt(
  call: { readonly priority: number; readonly step: number; readonly steppedAt: number },
  at: number,
  audible: boolean,
): number | null {
  if (call.priority === 1 && !audible && call.step <= PHONE_STEP) return at
  if (call.priority !== 1 && call.step >= (LADDERS[call.priority] ?? P4).length) return null
  return Math.max(at, call.steppedAt + STEP_GAP_MS)
}
