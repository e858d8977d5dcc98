import { create } from 'zustand'

/** What can be done with a call by a few answers. */
const MOVES = ['park', 'transfer', 'takeOver', 'merge', 'level'] as const
export type Move = (typeof MOVES)[number]

type DialogName = 'outcome' | 'help' | 'reopen' | Move

/** Which dialog stands over the page; while one does, the page's shortcuts rest. */
export const useDialogs = create<{ readonly open: DialogName | null }>(() => ({ open: null }))

export function isMove(open: DialogName | null): open is Move {
  return MOVES.some((move) => move === open)
}

export function openDialog(open: DialogName): void {
  useDialogs.setState({ open })
}

export function closeDialog(): void {
  useDialogs.setState({ open: null })
}
