import { create } from 'zustand'

/** What was looked for last, so that coming back from a file shows the same list. In memory only. */
export const useFoundWords = create<{ readonly words: string }>(() => ({ words: '' }))

export function lookFor(words: string): void {
  useFoundWords.setState({ words })
}
