/** Who is told outside the house when a ladder step is taken. */
export const NOTICE_TARGETS = ['shift_lead', 'first_contact', 'duty_manager'] as const
export type NoticeTarget = (typeof NOTICE_TARGETS)[number]
