import type { UnitNews } from '../../device-sim/news.ts'

/** What a unit has told so far, and a way to wait for what it has not told yet. */
export function newsRoom() {
  const told: UnitNews[] = []
  const watchers = new Set<() => void>()
  return {
    told,
    hear: (news: UnitNews) => {
      told.push(news)
      for (const look of watchers) look()
    },
    /** Resolves when `count` pieces of news fit. */
    until: (fits: (news: UnitNews) => boolean, count = 1) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (told.filter(fits).length < count) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        look()
      }),
  }
}
