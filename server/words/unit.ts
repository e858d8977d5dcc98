import type { LampState } from '#contract/lamps'

/** What a home unit says to its caller, slowly and in short words. */
export const UNIT_SAYS: Readonly<Record<LampState, string>> = {
  idle: '',
  stored: '已经收到您的呼叫。',
  ringing: '已经收到您的呼叫，正在通知值班人员。',
  claimed: '值班人员正在处理，请您不要着急。',
  coming: '有人到了，请您放心。',
  done: '这次呼叫已经处理好了。',
}
