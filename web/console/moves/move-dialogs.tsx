import type { ComponentType } from 'react'
import type { Call } from '#contract/calls'
import type { Move } from '../dialogs.ts'
import { TakeOverDialog, TransferDialog } from './handover-dialogs.tsx'
import { LevelDialog } from './level-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { ParkDialog } from './park-dialog.tsx'

const DIALOGS: Readonly<Record<Move, ComponentType<{ readonly call: Call }>>> = {
  park: ParkDialog,
  transfer: TransferDialog,
  takeOver: TakeOverDialog,
  merge: MergeDialog,
  level: LevelDialog,
}

/** The dialog of one move, fetched when the first is opened. */
export function MoveDialogs({ call, open }: { readonly call: Call; readonly open: Move }) {
  const Dialog = DIALOGS[open]
  return <Dialog call={call} />
}
