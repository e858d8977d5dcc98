import type { HOLD_KINDS } from '#contract/holds'

/** 档案卡: what the card of a call adds about somebody from the registry. */
export const zhCnCard = {
  away: {
    label: '{{name}}可能不在家',
    kinds: { hospital: '住院', travel: '外出', family: '家人照料', other: '可能不在家' } satisfies Record<
      (typeof HOLD_KINDS)[number],
      string
    >,
    since: '{{on}} 起',
    until: '到 {{on}} 止',
    review: '{{on}} 再问',
    overdue: '{{on}} 就该问，还没问',
    written: '{{on}} 登记',
    mind: '人也可能已经回家，仍按在家处置。',
  },
  reach: {
    always: '随时可以联系',
    notNow: '现在不在联系时段',
    everyDay: '每天',
    day: { d1: '周一', d2: '周二', d3: '周三', d4: '周四', d5: '周五', d6: '周六', d7: '周日' },
    run: '{{first}}至{{last}}',
    and: '、',
    span: '{{days}} {{from}}–{{to}}',
    overnight: '{{days}} {{from}}–次日 {{to}}',
    next: '；',
  },
}
