import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time for programs in hundredths of a second (proc(5), `sysconf(_SC_CLK_TCK)`). */
const MS_PER_TICK = 10

interface Process {
  readonly pid: number
  readonly parent: number
  /** User and system time, its own and that of children it has seen end. Milliseconds. */
  readonly cpuMs: number
}

/** Whose processor time is read: `house` for the servers, `others` for the broker and database they work with. */
export interface Meter {
  readonly house: readonly number[]
  readonly others: readonly number[]
}

/** Milliseconds of processor time used so far. */
export interface Cpu {
  readonly house: number
  readonly others: number
}

/** Reads the processor time of these programs and of everything they have started. */
export function readMeter({ house, others }: Meter): Cpu {
  const processes = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name)) : []))
  return { house: treeMs(processes, house), others: treeMs(processes, others) }
}

function treeMs(processes: readonly Process[], roots: readonly number[]): number {
  const tree = new Set(roots)
  for (let known = 0; known < tree.size; ) {
    known = tree.size
    for (const { pid, parent } of processes) if (tree.has(parent)) tree.add(pid)
  }
  return processes.reduce((sum, { pid, cpuMs }) => (tree.has(pid) ? sum + cpuMs : sum), 0)
}

/** Nothing when the process is gone; fields 4 and 14 to 17 of proc(5), behind a name that may hold anything. */
function readProcess(pid: number): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return [{ pid, parent: Number(fields[1]), cpuMs: ticks * MS_PER_TICK }]
  } catch {
    return []
  }
}
