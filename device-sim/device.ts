import { createHash, randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { LampState } from '#contract/lamps'
import type { Receipt } from '#contract/receipts'
import type { Device } from '#contract/registry'
import type { SignalKind } from '#contract/signals'
import type { DownLane } from '#contract/topics'
import { type Clock, wallClock } from './clock.ts'
import { HEARTBEATS, heartbeatGap } from './heartbeat.ts'
import { readLamp, readReceipt } from './inbound.ts'
import { type Keep, memoryKeep } from './keep.ts'
import { Link } from './link.ts'
import { asksForHelp, heartbeatBody, isCounted, laneOfKind, type Senses, signalBody } from './message.ts'
import type { Shown, UnitNews } from './news.ts'
import { type Fetch, pushTo } from './push.ts'
import type { Random } from './random.ts'
import { Sender } from './sender.ts'
import { fetchTrusting } from './trust.ts'

export interface HomeUnitOptions {
  readonly id: string
  readonly secret: string
  readonly mqttUrl: string
  /** Address of the house for the second road; without it there is only MQTT. */
  readonly ingestUrl?: string
  /** The only authority the unit trusts on both roads, PEM; without it those of the system. */
  readonly ca?: string
  readonly class?: Device['class']
  readonly senses?: Senses
  readonly keep?: Keep
  readonly clock?: Clock
  readonly random?: Random
  readonly fetch?: Fetch
  readonly onNews?: (news: UnitNews) => void
}

export interface Press {
  readonly id: string
  /** Resolves with the receipt that says the signal is on disk; for ever open when none comes. */
  readonly receipted: Promise<Receipt>
}

export interface HomeUnit {
  readonly id: string
  readonly shown: Shown
  readonly say: string
  readonly powered: boolean
  readonly online: boolean
  /** Signals not yet receipted. */
  readonly waiting: number
  /** Throws when the unit has no power. */
  press(kind: SignalKind, options?: { readonly button?: string; readonly test?: boolean }): Press
  sense(senses: Senses): void
  powerCut(): void
  powerOn(): void
  stop(): Promise<void>
}

/** A home unit that is plugged in: it connects at once, and works until `powerCut` or `stop`. */
export function homeUnit(options: HomeUnitOptions): HomeUnit {
  const unit = new Unit(options)
  unit.powerOn()
  return unit
}

class Unit implements HomeUnit {
  readonly id: string
  #class: Device['class']
  #senses: Senses
  #clock: Clock
  #random: Random
  #onNews: (news: UnitNews) => void
  #link: Link
  #sender: Sender
  #handles = new Map<string, (receipt: Receipt) => void>()
  #powered = false
  #boot = ''
  #n = 0
  #lamp: LampState = 'idle'
  #call: string | null = null
  #say = ''
  #lastShown: Shown = 'dark'
  #takeBackBeat: () => void = () => {}

  constructor(options: HomeUnitOptions) {
    this.id = options.id
    this.#class = options.class ?? 'mains'
    this.#senses = options.senses ?? { battery: 100, mains: true }
    this.#clock = options.clock ?? wallClock
    this.#random = options.random ?? Math.random
    this.#onNews = options.onNews ?? (() => {})
    this.#link = this.#makeLink(options)
    this.#sender = this.#makeSender(options)
  }

  #makeLink({ id, secret, mqttUrl, ca }: HomeUnitOptions): Link {
    return new Link({
      id,
      secret,
      url: mqttUrl,
      ca: ca ?? null,
      keepAliveS: HEARTBEATS[this.#class].keepAliveS,
      clock: this.#clock,
      random: this.#random,
      onOpen: () => this.#opened(),
      onDown: (lane, body) => this.#heard(lane, body),
      onClosed: (reason) => this.#onNews({ type: 'link', open: false, reason }),
    })
  }

  #makeSender({ id, secret, ingestUrl, ca, keep, fetch }: HomeUnitOptions): Sender {
    const road = fetch ?? (ca === undefined ? globalThis.fetch : fetchTrusting(ca))
    return new Sender({
      keep: keep ?? memoryKeep(),
      clock: this.#clock,
      push: ingestUrl ? pushTo(ingestUrl, id, secret, road) : null,
      mqttOpen: () => this.#link.open,
      publish: (kept) => this.#link.publish(laneOfKind(kept.kind), kept.body, { qos: 1 }),
      onSent: (signal, road, tries) => this.#onNews({ type: 'sent', signal, road, tries }),
      onReceipt: (receipt) => this.#takeReceipt(receipt),
    })
  }

  get powered(): boolean {
    return this.#powered
  }

  get online(): boolean {
    return this.#link.open
  }

  get waiting(): number {
    return this.#sender.kept.length
  }

  get say(): string {
    return this.#say
  }

  get shown(): Shown {
    if (!this.#powered) return 'dark'
    return this.#sender.kept.some((kept) => asksForHelp(kept.kind)) ? 'sending' : this.#lamp
  }

  press(kind: SignalKind, options: { readonly button?: string; readonly test?: boolean } = {}): Press {
    if (!this.#powered) throw new Error(`Unit ${this.id} has no power.`)
    if (isCounted(kind)) this.#n += 1
    const id = uuidv7()
    const body = signalBody({ id, at: this.#at(), boot: this.#boot, n: this.#n, kind, ...options }, this.#senses)
    const sha256 = createHash('sha256').update(body).digest('hex')
    const receipted = new Promise<Receipt>((resolve) => this.#handles.set(id, resolve))
    this.#onNews({ type: 'pressed', signal: id, kind })
    this.#sender.add({ id, kind, body, sha256 })
    this.#showAnew()
    return { id, receipted }
  }

  sense(senses: Senses): void {
    this.#senses = { ...this.#senses, ...senses }
  }

  powerCut(): void {
    this.#rest()
    this.#link.cut()
    this.#onNews({ type: 'power', on: false })
    this.#showAnew()
  }

  powerOn(): void {
    if (this.#powered) return
    this.#powered = true
    this.#boot = randomUUID()
    this.#n = 0
    this.#lamp = 'idle'
    this.#onNews({ type: 'power', on: true })
    this.#link.start()
    this.#sender.wake()
    this.#showAnew()
  }

  async stop(): Promise<void> {
    this.#rest()
    await this.#link.close()
  }

  #rest(): void {
    this.#powered = false
    this.#sender.sleep()
    this.#takeBackBeat()
  }

  #opened(): void {
    this.#onNews({ type: 'link', open: true, reason: '' })
    this.#sender.mqttOpened()
    this.#beat()
  }

  #beat(): void {
    this.#takeBackBeat()
    const facts = { at: this.#at(), boot: this.#boot, n: this.#n }
    this.#link.publish('heartbeat', heartbeatBody(facts, this.#senses), { qos: 0 })
    this.#takeBackBeat = this.#clock.after(heartbeatGap(this.#class, this.#random), () => this.#beat())
  }

  #heard(lane: DownLane, body: string): void {
    if (!this.#powered) return
    if (lane === 'receipt') {
      const receipt = readReceipt(body)
      if (receipt !== null) this.#takeReceipt(receipt)
      return
    }
    const lamp = lane === 'state' ? readLamp(body) : null
    if (lamp === null) return
    this.#light(lamp.state, lamp.call, lamp.say)
  }

  #takeReceipt(receipt: Receipt): void {
    const meant = this.#sender.take(receipt)
    this.#onNews({ type: 'receipt', receipt, signals: meant.map((kept) => kept.id) })
    if (!receipt.stored || meant.length === 0) return
    for (const kept of meant) {
      this.#handles.get(kept.id)?.(receipt)
      this.#handles.delete(kept.id)
    }
    const waitsForAnswer = meant.some((kept) => asksForHelp(kept.kind))
    if (waitsForAnswer && (this.#lamp === 'idle' || this.#lamp === 'done')) this.#lamp = 'stored'
    this.#showAnew()
  }

  #light(state: LampState, call: string | null, say: string): void {
    const same = this.#lamp === state && this.#say === say
    this.#lamp = state
    this.#call = call
    this.#say = say
    this.#showAnew(!same)
  }

  #showAnew(always = false): void {
    const shown = this.shown
    if (shown === this.#lastShown && !always) return
    this.#lastShown = shown
    this.#onNews({ type: 'shown', shown, call: this.#call, say: this.#say })
  }

  #at(): string {
    return new Date(this.#clock.now()).toISOString()
  }
}
