import type { Logger } from 'pino'
import type { Event } from '#contract/events'
import type { Clock } from './clock.ts'
import { tellsOfClones } from './clones.ts'
import type { Config } from './config.ts'
import { consoleActions } from './console-actions.ts'
import type { Tx } from './db/database.ts'
import { passes } from './db/fault.ts'
import { openStore } from './db/open.ts'
import { slowness } from './db/slowness.ts'
import { watchStore } from './db/watch.ts'
import { deciders } from './deciders.ts'
import { arrivalService } from './desk/calls/arrival-service.ts'
import { ladderService } from './desk/calls/ladder-service.ts'
import { callService, type ReachOf } from './desk/calls/service.ts'
import { findCalls, openCallsOf } from './desk/calls/store.ts'
import { troubleService } from './desk/calls/trouble-service.ts'
import { Presence } from './desk/seats/presence.ts'
import { seatService } from './desk/seats/service.ts'
import { deskView } from './desk-view.ts'
import { eventView } from './event-view.ts'
import { auditService } from './events/audit-service.ts'
import { type Consumer, startConsumer } from './events/consumer.ts'
import { follow } from './events/follower.ts'
import { type EventLog, eventLog } from './events/log.ts'
import { loadKeys } from './installation/keys.ts'
import { assertOwnKeys } from './installation/own-keys.ts'
import { cloneWatch } from './intake/clone-watch.ts'
import { openDoor } from './intake/door.ts'
import { DEFAULT_LIMITS } from './intake/guard.ts'
import { heartbeats as startHeartbeats } from './intake/heartbeats.ts'
import { type Inbox, type InboxOptions, inbox as openInbox } from './intake/inbox.ts'
import { startProcessor } from './intake/processor.ts'
import { type KnownDevice, reception as openReception } from './intake/reception.ts'
import { startLease } from './leases/lease.ts'
import { type Console, startHub, type Viewer } from './live/hub.ts'
import { houseMetrics } from './metrics/metrics.ts'
import { noticeChannels } from './notices.ts'
import { startPlanner } from './notify/planner.ts'
import { startSender } from './notify/sender.ts'
import { lamps as lampsOf, mayMoveLamp, tellDoor } from './reactions.ts'
import type { AccountService } from './registry/accounts/service.ts'
import { accountNames } from './registry/accounts/store.ts'
import { scopeText } from './registry/areas/scope.ts'
import { concernedOf, scopeOf } from './registry/areas/scope-service.ts'
import type { AreaService } from './registry/areas/service.ts'
import type { DeviceService } from './registry/devices/service.ts'
import { indexContacts } from './registry/homes/contact-service.ts'
import type { HomeService } from './registry/homes/service.ts'
import { carryModels } from './registry/models/service.ts'
import { carryOver } from './registry/privacy/carry-service.ts'
import { indexWords } from './registry/residents/search-service.ts'
import { registryWing, startErrands } from './registry-wing.ts'
import { probeRoom, selfTestMessage } from './self-test.ts'
import { startTicker } from './timers/ticker.ts'
import { openCertificate } from './tls/certificate.ts'
import { web } from './web.ts'

/** How often seats are looked at; a console that died silently is noticed in time (design §6 rule 11). Milliseconds. */
const SEAT_SWEEP_MS = 1_000
/** How often events are sealed that a process left behind when it died; each seals its own at once. Milliseconds. */
const SEAL_POLL_MS = 1_000
/** Signals decided in one transaction (design §3). */
const DECIDE_BATCH = 600

export interface AppOptions {
  readonly config: Config
  readonly clock: Clock
  readonly logger: Logger
  readonly version: string
  /** The store can no longer be trusted: the process must end, and be started again. */
  readonly onFatal: (fault: Error) => void
  /** Another inbox than the durable one; the benchmark measures the road without storage with it, nothing else may. */
  readonly inbox?: (options: InboxOptions) => Inbox
  /** Another judge of how long writing took, milliseconds; a story whose clock stands still must not ring for its machine. */
  readonly isLagging?: ReturnType<typeof slowness>
}

/** A running house. Rooms are shown so that the demo and first-run set-up can fill the registry. */
export interface App {
  readonly url: string
  readonly mqttPort: number
  readonly accounts: AccountService
  readonly areas: AreaService
  readonly homes: HomeService
  readonly devices: DeviceService
  readonly events: EventLog
  /** Takes a renewed certificate at once; without it the files are looked at every minute. */
  lookAtCertificate(): void
  /** Sends a signal of the house itself down the road of a press; resolves once it is committed. */
  selfTest(): Promise<void>
  /** Everything that is due now has been done, and everything that follows from it. For tests that move the clock. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** Wires the house by hand: read from top to bottom, data flows one way (design §3). */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, clock, logger, version, onFatal } = options
  const onFault = (fault: unknown, about?: unknown): void => {
    // A store that is full or away is told once, where it is noticed: not a line per press.
    if (!passes(fault)) logger.error({ err: fault, about }, 'a background step failed')
  }
  const { tlsCert, tlsKey, trustProxy } = config
  const certificate = tlsCert && tlsKey ? openCertificate({ certificate: tlsCert, key: tlsKey }, clock, logger) : null
  const isLagging = options.isLagging ?? slowness()
  const onWritten = (ms: number): void => {
    if (isLagging(ms, clock.now())) void db.write((tx) => troubles.ring(tx, 'slow_store')).catch(onFault)
  }
  const store = await openStore(config, { onFatal, onWritten, onFault, joined: config.batch > 1 })
  const storage = watchStore(store.db, { clock, logger, probe: probeRoom, onFatal })
  const { db } = storage
  const keys = loadKeys(config.dataDir)
  await assertOwnKeys(db, keys, config.dataDir)
  const events = eventLog(db, keys.chain, onFault)
  const troubles = troubleService(events, clock)
  clock.atLeast(await events.newestAt())

  const isOnDuty = (accountId: string): boolean => seats.isOnDuty(accountId)
  const registry = registryWing({ config, db, clock, events, keys, isOnDuty, onFault })
  const { accounts, homes, devices, vault } = registry
  await carryOver(db, vault)
  await carryModels(db, clock)
  const erasedAgain = await registry.erasures.replay()
  if (erasedAgain > 0) logger.warn({ erasedAgain }, 'an older copy of the database had brought back who was erased')
  await indexWords(db)
  await indexContacts(db, vault)
  await registry.retention.begin()

  // The desk.
  const presence = new Presence(clock.now())
  const seats = seatService({ db, clock, events, presence, onThinned: (none) => ladder.thinned(none) })
  const reachOf: ReachOf = (on, homeIds) => concernedOf(on, seats.audible(), homeIds)
  const isSilent = (accountId: string): boolean => presence.isSilent(accountId, clock.now())
  const calls = callService({ db, clock, events, reachOf, vault, isSilent })
  const ladder = ladderService({ db, clock, events, calls, presence, troubles, reachOf })
  const arrivals = arrivalService(events, db.isSoleWriter)
  await seats.restore()

  // The door.
  const heartbeats = startHeartbeats(db, clock, onFault)
  const processor = startProcessor({
    db,
    clock,
    batch: Math.min(config.batch, DECIDE_BATCH),
    ...deciders(arrivals, clock, reachOf),
    onFault,
  })
  const inbox = (options.inbox ?? openInbox)({
    db,
    clock,
    bodyMac: keys.bodyMac,
    batch: config.batch,
    onStored: processor.offer,
  })
  const clones = cloneWatch({ clock, tell: tellsOfClones(db, clock, events, reachOf), onFault })
  const reception = openReception(inbox, heartbeats, clones, clock)
  const lamps = lampsOf({
    callsById: (ids) => findCalls(db.read, ids),
    openCallsOf: (subject) => openCallsOf(db.read, [subject]),
    send: (deviceId, message) => void broker.send(deviceId, 'state', message),
    alone: config.brokerUrl === null,
  })
  const onReturn = (device: KnownDevice): void =>
    void lamps.showOnReturn(device.id, device.homeId ?? device.id).catch(onFault)
  const { secretKey } = keys
  const leader = startLease('broker accounts', db, clock, onFault)
  const here = { config, certificate, db, clock, logger, isLeader: () => leader.isHeld, onFault }
  const broker = await openDoor({ ...here, secretKey, reception, devices, onReturn })

  // The ways out: only committed news.
  const upTo = await events.upTo()
  const visible = eventView(db)
  const namesOf = (ids: readonly string[]) => accountNames(db.read, ids)
  const audit = auditService({ db, log: events, key: keys.chain, namesOf })
  const view = deskView(db, clock, seats, visible)
  const tokenOf = new WeakMap<Console, string>()
  const viewerOf = async (console: Console): Promise<Viewer | null> => {
    const account = await registry.uses.stays(tokenOf.get(console) ?? '')
    if (!account) return null
    const scope = await scopeOf(db.read, account)
    return { key: scopeText(scope), role: account.role, scope }
  }
  const hub = startHub({ log: events, clock, view, after: upTo, viewerOf, onFault })
  const react = async (_after: number, news: readonly Event[]): Promise<undefined> => {
    await tellDoor(news, { find: devices.find, cut: broker.cut, refresh: broker.refresh })
    if (!broker.reachesAll) await lamps.showNews(news)
  }
  const reacting = follow({ log: events, after: upTo, gapMs: 0, take: react, onFault })
  const errands = await startErrands(registry, { db, log: events, clock, beginsAfter: upTo, onFault })
  const lighting = broker.reachesAll ? await lampConsumer() : null
  const sender = startSender({ db, clock, log: events, channelOf: noticeChannels(config, db, clock, homes), onFault })
  const planner = await startPlanner(db, events, clock, sender.wake, onFault)
  const handlers = { ...ladder.handlers, ...registry.retention.handlers }
  const ticker = startTicker({ db, clock, handlers, hold: ladder.hold, onFault })
  const stopSweeping = clock.every(SEAT_SWEEP_MS, () => void seats.sweep().catch(onFault))
  const stopSealing = clock.every(SEAL_POLL_MS, () => void events.settled().catch(onFault))

  const acceptingSignals = (): boolean => !store.closed && storage.hasRoom && db.isReachable && broker.accepting
  const http = await web({
    http: {
      logger,
      version,
      certificate,
      trustProxy,
      sessionOfToken: registry.uses.sessionOf,
      scopesOfToken: registry.serviceTokens.scopesOf,
      scopeOf: (account) => scopeOf(db.read, account),
      onHeard: (accountId) => presence.heard(accountId, clock.now()),
    },
    calls: { db, clock, events, calls, homes, vault },
    events: { log: events, clock, visible, audit },
    push: { reception, authenticate: devices.authenticate, maxBytes: DEFAULT_LIMITS.deviceBytes },
    brokerAuth: { token: config.brokerAuthToken, authenticate: devices.authenticate },
    live: { hub, actions: consoleActions({ db, clock, presence, seats, calls }), tokenOf, onFault },
    registry,
    acceptingSignals,
    metrics: houseMetrics({ db, clock, acceptingSignals }),
  })
  // Fastify does not know that the listeners it was given speak TLS.
  const withScheme = (address: string): string => (certificate ? address.replace('http:', 'https:') : address)
  const listenTextResolver = (address: string): string => `Console listening at ${withScheme(address)}`
  const url = withScheme(await http.listen({ host: config.httpHost, port: config.httpPort, listenTextResolver }))
  processor.offer([])

  return {
    url,
    mqttPort: broker.port,
    accounts,
    areas: registry.areas,
    homes,
    devices,
    events,
    lookAtCertificate: () => certificate?.look(),
    selfTest: async () => void (await reception.receive(selfTestMessage(clock.now()))),
    async settled() {
      await leader.settled()
      await broker.settled()
      await clones.settled()
      await processor.settled()
      await ticker.tick()
      await seats.sweep()
      await events.settled()
      await planner.settled()
      await sender.settled()
      await events.settled()
      await reacting.settled()
      await lighting?.settled()
      await errands.settled()
      await registry.imports.settled()
      await hub.settled()
    },
    async stop() {
      stopSweeping()
      stopSealing()
      storage.stop()
      certificate?.stop()
      await broker.close()
      await http.close()
      for (const part of [ticker, processor, planner, sender, reacting, hub]) part.stop()
      lighting?.stop()
      errands.stop()
      await leader.stop()
      await registry.imports.stop()
      await Promise.all([clones.settled(), processor.settled(), planner.settled(), sender.settled()])
      await heartbeats.stop()
      await events.settled()
      await store.close()
    },
  }

  /** Where every process reaches every device, each lamp is one process's to show. */
  function lampConsumer(): Promise<Consumer> {
    const show = (_tx: Tx, news: readonly Event[]) => lamps.showNews(news)
    const lit = { name: 'lamps', concerns: mayMoveLamp, take: show, beginsAfter: upTo }
    return startConsumer({ ...lit, db, log: events, clock, onFault })
  }
}
