import type { Receipt } from '#contract/receipts'
import type { Clock } from './clock.ts'
import type { Keep } from './keep.ts'
import * as outbox from './outbox.ts'
import type { Push } from './push.ts'

export interface SenderOptions {
  readonly keep: Keep
  readonly clock: Clock
  /** The second road; null where there is only MQTT. */
  readonly push: Push | null
  readonly mqttOpen: () => boolean
  readonly publish: (kept: outbox.Kept) => void
  readonly onSent: (id: string, road: outbox.RoadName, tries: number) => void
  readonly onReceipt: (receipt: Receipt) => void
}

/** Drives the outbox: sends what is due on each open road, then sleeps until the next due instant. */
export class Sender {
  #options: SenderOptions
  #outbox: outbox.Outbox = []
  #pushing = new Set<string>()
  #awake = false
  #takeBackWake: () => void = () => {}

  constructor(options: SenderOptions) {
    this.#options = options
  }

  /** What has no receipt yet. */
  get kept(): outbox.Outbox {
    return this.#outbox
  }

  /** Power is there: goes on with what the keep holds. */
  wake(): void {
    const { keep, clock } = this.#options
    this.#awake = true
    this.#outbox = outbox.woken(keep.load(), clock.now())
    this.#pump()
  }

  sleep(): void {
    this.#awake = false
    this.#takeBackWake()
  }

  /** Keeps a new signal, then sends it. Kept first: a power cut between the two must not lose the press. */
  add(signal: Pick<outbox.Kept, 'id' | 'kind' | 'body' | 'sha256'>): void {
    this.#hold(outbox.keep(this.#outbox, signal, this.#options.clock.now()))
    this.#pump()
  }

  /** MQTT is back: everything kept goes out now. */
  mqttOpened(): void {
    this.#outbox = outbox.opened(this.#outbox, 'mqtt', this.#options.clock.now())
    this.#pump()
  }

  /** Lets go of what the receipt says is stored; answers with the signals it meant, stored or not. */
  take(receipt: Receipt): outbox.Outbox {
    const meant = outbox.meant(this.#outbox, receipt)
    if (receipt.stored && meant.length > 0) this.#hold(outbox.receipted(this.#outbox, receipt))
    return meant
  }

  #pump(): void {
    if (!this.#awake) return
    const { clock, mqttOpen, push } = this.#options
    const now = clock.now()
    const open = mqttOpen()
    if (open) for (const kept of outbox.due(this.#outbox, 'mqtt', now)) this.#sendByMqtt(kept, now)
    if (push !== null) for (const kept of outbox.due(this.#outbox, 'http', now)) void this.#sendByHttp(kept, push, now)
    this.#takeBackWake()
    const roads = [...(open ? (['mqtt'] as const) : []), ...(push ? (['http'] as const) : [])]
    const wakeAt = outbox.nextAt(this.#outbox, roads)
    if (wakeAt !== null) this.#takeBackWake = clock.after(Math.max(0, wakeAt - now), () => this.#pump())
  }

  #sendByMqtt(kept: outbox.Kept, now: number): void {
    this.#outbox = outbox.tried(this.#outbox, 'mqtt', kept.id, now)
    this.#options.publish(kept)
    this.#options.onSent(kept.id, 'mqtt', kept.mqtt.tries + 1)
  }

  async #sendByHttp(kept: outbox.Kept, push: Push, now: number): Promise<void> {
    this.#outbox = outbox.tried(this.#outbox, 'http', kept.id, now)
    if (this.#pushing.has(kept.id)) return
    this.#pushing.add(kept.id)
    this.#options.onSent(kept.id, 'http', kept.http.tries + 1)
    const receipt = await push(kept.body)
    this.#pushing.delete(kept.id)
    if (receipt !== null && this.#awake) this.#options.onReceipt(receipt)
  }

  #hold(box: outbox.Outbox): void {
    this.#outbox = box
    this.#options.keep.save(box)
  }
}
