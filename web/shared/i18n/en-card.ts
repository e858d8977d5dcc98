import type { zhCnCard } from './zh-cn-card.ts'

export const enCard: typeof zhCnCard = {
  away: {
    label: '{{name}} may not be at home',
    kinds: { hospital: 'In hospital', travel: 'Travelling', family: 'With family', other: 'May be away' },
    since: 'since {{on}}',
    until: 'until {{on}}',
    review: 'to be asked again on {{on}}',
    overdue: 'should have been asked on {{on}}',
    written: 'written down on {{on}}',
    mind: 'They may be back; act as if they were at home.',
  },
  reach: {
    always: 'Can be reached at any time',
    notNow: 'Not within their hours now',
    everyDay: 'Every day',
    day: { d1: 'Mon', d2: 'Tue', d3: 'Wed', d4: 'Thu', d5: 'Fri', d6: 'Sat', d7: 'Sun' },
    run: '{{first}} to {{last}}',
    and: ', ',
    span: '{{days}} {{from}}–{{to}}',
    overnight: '{{days}} {{from}}–{{to}} the next day',
    next: '; ',
  },
}
