import type { Cell, Finding } from '#contract/findings'
import { HOME_COLUMNS } from '../../server/registry/imports/columns.ts'
import { BAD_HOMES, GOOD, type HomeCells, idOf } from '../support/bad-rows.ts'
import { csv } from '../support/table-file.ts'

/** Where something is wrong in a file, and what. */
export type Named = Pick<Finding, 'row' | 'column' | 'code'>

/** A generated file of residents, and what is wrong in it. */
export interface ImportFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly community: string
  readonly bad: readonly Named[]
}

/** One row in so many is bad; kinds come in turn. */
const BAD_EVERY = 20
/** Days of birth that are used, from 1930 on; two people were born on one only in the same year of the count. */
const DAYS = 8_000
const FIRST_DAY = Date.UTC(1930, 0, 1)

type Badness = readonly [cells: HomeCells, code: Named['code'], column: string]

const isText = (cell: Cell | undefined): boolean => cell === null || cell === undefined || typeof cell === 'string'

/** What text can hold of what can be wrong in a row, and what the registry knows better. */
const KINDS: readonly Badness[] = [
  ...BAD_HOMES.filter(([, cells, code]) => Object.values(cells).every(isText) && code !== 'date_in_future').map(
    ([, cells, code, column]): Badness => [cells, code, column],
  ),
  [{ bornOn: '2126-01-01' }, 'date_in_future', HOME_COLUMNS.bornOn.heading],
  [{ community: '乌有社区' }, 'community_unknown', HOME_COLUMNS.community.heading],
  [{}, 'device_unknown', HOME_COLUMNS.device.heading],
  // The first of the good rows has it.
  [{ idNumber: numberOf(0), bornOn: null, sex: null }, 'id_twice', HOME_COLUMNS.idNumber.heading],
]

/** A file of this many rows under their headings, two people to a home, each with an identity number of nobody. */
export function importFile(rows: number): ImportFile {
  const bad: Named[] = []
  const lines = Array.from({ length: rows }, (_, n) => {
    if (n % BAD_EVERY !== BAD_EVERY - 1) return inOrder(goodCells(n))
    const [cells, code, column] = KINDS[Math.floor(n / BAD_EVERY) % KINDS.length] as Badness
    bad.push({ row: n + 2, column, code })
    // Each names a device of its own, or the file would name it twice.
    const device = code === 'device_unknown' ? `nobody-knows-${n}` : null
    return inOrder({ ...GOOD, address: `平安里${n}号`, device, ...cells })
  })
  const headings = Object.values(HOME_COLUMNS).map(({ heading }) => heading)
  return { bytes: new Uint8Array(csv([headings, ...lines])), community: String(GOOD.community), bad }
}

function goodCells(n: number): HomeCells {
  const person = { name: n % 2 === 0 ? '王秀兰' : '赵桂英', bornOn: dayOf(n), idNumber: numberOf(n) }
  return { ...GOOD, address: `和平里${Math.floor(n / 2)}号`, ...person }
}

function dayOf(n: number): string {
  return new Date(FIRST_DAY + (n % DAYS) * 86_400_000).toISOString().slice(0, 10)
}

/** Even orders are of women. */
function numberOf(n: number): string {
  return idOf(dayOf(n).replaceAll('-', ''), String(Math.floor(n / DAYS) * 2).padStart(3, '0'))
}

function inOrder(cells: HomeCells): string[] {
  return Object.keys(HOME_COLUMNS).map((key) => {
    const cell = cells[key as keyof HomeCells]
    return typeof cell === 'string' ? cell : ''
  })
}
