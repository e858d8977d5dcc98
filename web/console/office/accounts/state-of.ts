interface Passing {
  readonly acceptedAt?: string | null
  readonly revokedAt: string | null
  readonly expiresAt: string
}

/** How it stands with something that opens a door until a day. @param now epoch milliseconds */
export function stateOf(
  it: Passing & { readonly acceptedAt: string | null },
  now: number,
): 'open' | 'accepted' | 'revoked' | 'over'
export function stateOf(it: Passing, now: number): 'open' | 'revoked' | 'over'
export function stateOf(
  { acceptedAt, revokedAt, expiresAt }: Passing,
  now: number,
): 'open' | 'accepted' | 'revoked' | 'over' {
  if (acceptedAt) return 'accepted'
  if (revokedAt !== null) return 'revoked'
  return Date.parse(expiresAt) <= now ? 'over' : 'open'
}
