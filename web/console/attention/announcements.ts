import { create } from 'zustand'

interface Announcements {
  /** What is read out at once: a new P1, a lost connection. */
  readonly urgent: string
  /** What is read out when there is time for it. */
  readonly polite: string
}

/** The two mouths of the page for people who do not see it. Other components hand their sentences in here. */
export const useAnnouncements = create<Announcements>(() => ({ urgent: '', polite: '' }))

export function announceUrgently(urgent: string): void {
  useAnnouncements.setState({ urgent })
}

export function announce(polite: string): void {
  useAnnouncements.setState({ polite })
}
