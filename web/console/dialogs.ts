import { create } from 'zustand'

type DialogName = 'outcome' | 'help' | 'reopen'

/** Which dialog stands over the page; while one does, the page's shortcuts rest. */
export const useDialogs = create<{ readonly open: DialogName | null }>(() => ({ open: null }))

export function openDialog(open: DialogName): void {
  useDialogs.setState({ open })
}

export function closeDialog(): void {
  useDialogs.setState({ open: null })
}
