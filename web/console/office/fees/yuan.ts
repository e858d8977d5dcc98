/** 1234 fen are `12.34` yuan; thousands stand apart. */
export function yuanOf(fen: number): string {
  const whole = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${whole}.${String(fen % 100).padStart(2, '0')}`
}

/** What somebody typed as yuan, in fen; null when it is no amount. More than two places are none. */
export function fenIn(typed: string): number | null {
  const [, whole, part = ''] = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(typed.trim()) ?? []
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'))
}
