import { type Acknowledged, acknowledgements, type IdOf, idsIn } from './acknowledged.ts'
import type { Deed } from './trace.ts'

/** What an acknowledgement may not be. */
export interface OrderFaults {
  /** Acknowledged signals, by PUBACK or receipt, that were looked at. */
  readonly pubacks: number
  readonly receipts: number
  /** Acknowledged before any frame of the log held the signal. */
  readonly unwritten: readonly string[]
  /** Acknowledged while frames of the log had not been synced. */
  readonly unsynced: readonly string[]
}

export function checkOrder(deeds: readonly Deed[], idOf: IdOf): OrderFaults {
  const faults = { pubacks: 0, receipts: 0, unwritten: [] as string[], unsynced: [] as string[] }
  const acknowledgedIn = acknowledgements(idOf)
  const written = new Set<string>()
  let dirty = false
  function judge({ pubacks, receipts }: Acknowledged): void {
    const all = [...pubacks, ...receipts]
    faults.pubacks += pubacks.length
    faults.receipts += receipts.length
    faults.unwritten.push(...all.filter((id) => !written.has(id)))
    if (dirty) faults.unsynced.push(...all)
  }
  for (const deed of deeds.filter(isOfLogOrSent)) {
    if (deed.type === 'sent') judge(acknowledgedIn(deed))
    else dirty = deed.type === 'written'
    if (deed.type === 'written') for (const id of idsIn(deed.bytes)) written.add(id)
  }
  return faults
}

type OfLogOrSent = Extract<Deed, { type: 'written' | 'synced' | 'sent' }>

function isOfLogOrSent(deed: Deed): deed is OfLogOrSent {
  if (deed.type === 'sent') return true
  return (deed.type === 'written' || deed.type === 'synced') && deed.file.endsWith('.sqlite-wal')
}
