import { medianRatio, rounded, type Series } from './figures.ts'
import { type House, startBrokerAlone, startHouse } from './house.ts'
import type { Outside } from './outside.ts'
import type { Paced } from './pace.ts'
import type { Goal, Part } from './part.ts'
import { OPENING } from './press.ts'
import { interleave, lineOf, pressing, type Round, type Say } from './rounds.ts'
import { BROKER_ALONE, homesOnly, type Scale, VARIANTS, type VariantName } from './variants.ts'

/** Where and how large a part runs. */
export interface Ground {
  readonly folder: string
  readonly outside: Outside | null
  readonly scale: Scale
  readonly say: Say
}

const HEAD = ['', 'signals/s', 'CPU µs a signal', 'with broker and database']

/** Presses for calls that stand already: the product beside its twins, and the large installation. */
export async function throughput(ground: Ground, names: readonly VariantName[]): Promise<Part> {
  const { outside, scale, say } = ground
  const houses = new Map<VariantName | 'broker', House>()
  try {
    for (const name of names) {
      say(`starting: ${VARIANTS[name].title}`)
      houses.set(name, await startVariant(ground, name))
    }
    const [some] = houses.values()
    if (outside && some) houses.set('broker', await startBrokerAlone(outside, some.facts.devices))
    // The calls are opened, and their ladders run out: what follows are presses and nothing else.
    await interleave(houses, pressing(2), 0, () => {})
    const series = await interleave(houses, pressing(scale.seconds), scale.rounds, say)
    return throughputPart(series)
  } finally {
    for (const house of houses.values()) house.stop()
  }
}

function startVariant({ folder, outside, scale }: Ground, name: VariantName): Promise<House> {
  return startHouse({ name, variant: VARIANTS[name], folder, outside, registered: homesOnly(scale) })
}

function throughputPart(series: ReadonlyMap<VariantName | 'broker', Series>): Part {
  const product = series.get('product') ?? []
  const titleOf = (name: VariantName | 'broker'): string => (name === 'broker' ? BROKER_ALONE : VARIANTS[name].title)
  const goals: Goal[] = []
  const twin = series.get('twin')
  if (twin) goals.push({ what: 'the product over its twin', figure: ratio(product, twin), least: 10 })
  const bare = series.get('bare')
  if (bare) goals.push({ what: 'the product over no storage', figure: ratio(product, bare), least: 0.5 })
  return {
    title: 'Presses for calls that stand already',
    head: [...HEAD, 'product is × as fast'],
    rows: [...series].map(([name, one]) => [...lineOf(titleOf(name), one), String(rounded(ratio(product, one)))]),
    goals,
    measured: Object.fromEntries(series),
  }
}

function ratio(over: Series, under: Series): number {
  return medianRatio(over, under, 'perSecond')
}

/** The full road: every press opens a call of a device that never pressed before. */
export async function opening(ground: Ground): Promise<Part> {
  const { folder, scale, say } = ground
  const registered = { homes: 0, loose: scale.devices * (scale.rounds + 1) }
  const houses = new Map<'product' | 'twin', House>()
  const round: Round = (house, n) => {
    const devices = house.facts.loose.slice(n * scale.devices, (n + 1) * scale.devices)
    const spell = { seconds: scale.seconds, warmUpMs: 0, meter: house.meter }
    return house.tell({ do: 'open', facts: { ...house.facts, loose: [] }, devices, spell })
  }
  try {
    for (const name of ['product', 'twin'] as const) {
      say(`starting for opened calls: ${VARIANTS[name].title}`)
      const options = { variant: VARIANTS[name], folder, outside: null, registered }
      houses.set(name, await startHouse({ name: `opening-${name}`, ...options }))
    }
    const series = await interleave(houses, round, scale.rounds, say)
    const figure = ratio(series.get('product') ?? [], series.get('twin') ?? [])
    return {
      title: `Presses that each open a call (${OPENING.join(', ')})`,
      head: HEAD,
      rows: [...series].map(([name, one]) => lineOf(VARIANTS[name].title, one)),
      goals: [{ what: 'opened calls, the product over its twin', figure, least: 4 }],
      measured: Object.fromEntries(series),
    }
  } finally {
    for (const house of houses.values()) house.stop()
  }
}

/** The same load with one console that reads everything, and with many. */
export async function consoles(ground: Ground): Promise<Part> {
  const { folder, scale, say } = ground
  const houses = new Map<'few' | 'many', House>()
  const counts = { few: 1, many: scale.consoles } as const
  const variant = VARIANTS.product
  try {
    for (const name of ['few', 'many'] as const) {
      say(`starting with consoles: ${counts[name]}`)
      const options = { variant, folder, outside: null, registered: homesOnly(scale), consoles: counts[name] }
      houses.set(name, await startHouse({ name, ...options }))
    }
    await interleave(houses, pressing(2), 0, () => {})
    const series = await interleave(houses, pressing(scale.seconds), scale.rounds, say)
    const { reading } = (await houses.get('many')?.tell<{ reading: number }>({ do: 'count consoles' })) ?? {
      reading: 0,
    }
    const figure = medianRatio(series.get('many') ?? [], series.get('few') ?? [], 'houseMicros')
    return {
      title: 'Presses for calls that stand already, with consoles',
      head: HEAD,
      rows: [...series].map(([name, one]) => lineOf(`${counts[name]} reading`, one)),
      goals: [
        { what: `CPU a signal, ${counts.many} consoles over 1`, figure, most: 2 },
        { what: 'consoles that were never cut', figure: reading, least: counts.many },
      ],
      measured: Object.fromEntries(series),
    }
  } finally {
    for (const house of houses.values()) house.stop()
  }
}

const PACED = { perSecond: 10, devices: 200 }

/** Ten presses a second at fixed instants, one house after the other, each alone on the machine. */
export async function latency(ground: Ground): Promise<Part> {
  const measured: { readonly name: VariantName; readonly paced: Paced }[] = []
  for (const name of ['product', 'one'] as const) {
    ground.say(`press to receipt and to console: ${VARIANTS[name].title}`)
    measured.push({ name, paced: await paced(ground, name) })
  }
  return {
    title: 'Ten presses a second, open loop, milliseconds',
    head: ['', 'receipt p50', 'p99', 'console p50', 'p99', 'sent', 'receipted', 'shown'],
    rows: measured.map(({ name, paced }) => [VARIANTS[name].title, ...pacedRow(paced)]),
    goals: measured.flatMap(({ name, paced }) => pacedGoals(name, paced)),
    measured,
  }
}

async function paced({ folder, outside, scale }: Ground, name: VariantName): Promise<Paced> {
  const registered = { homes: PACED.devices, loose: 0 }
  const house = await startHouse({
    name: `paced_${name}`,
    variant: VARIANTS[name],
    folder,
    outside,
    registered,
    consoles: 1,
  })
  try {
    const pace = { perSecond: PACED.perSecond, seconds: scale.latencySeconds }
    return await house.tell<Paced>({ do: 'pace', devices: PACED.devices, pace })
  } finally {
    house.stop()
  }
}

function pacedRow({ receiptP50, receiptP99, consoleP50, consoleP99, sent, receipted, shown }: Paced): string[] {
  const times = [receiptP50, receiptP99, consoleP50, consoleP99].map((ms) => String(rounded(ms, 1)))
  return [...times, ...[sent, receipted, shown].map(String)]
}

function pacedGoals(name: VariantName, { sent, receipted, shown, receiptP99, consoleP99 }: Paced): Goal[] {
  const { title } = VARIANTS[name]
  const arrived = [
    { what: `${title}: receipts of ${sent} presses`, figure: receipted, least: sent },
    { what: `${title}: of ${sent} presses on the console`, figure: shown, least: sent },
  ]
  if (name !== 'product') return arrived
  return [
    ...arrived,
    { what: 'press to receipt, p99 in ms', figure: receiptP99, most: 30 },
    { what: 'press to console, p99 in ms', figure: consoleP99, most: 30 },
  ]
}
