import { type Logger, pino } from 'pino'
import type { Assignment, Role } from '#contract/accounts'
import type { Area, AreaLevel } from '#contract/areas'
import { type Event, HOUSE } from '#contract/events'
import { LIVE_BEAT_MS } from '#contract/live'
import type { DeviceCredential, HomeCard, NewHome } from '#contract/registry'
import { areaRoutes, eventRoutes, registryRoutes, sessionRoutes } from '#contract/routes'
import { type App, type AppOptions, startApp } from '../../server/app.ts'
import { type Config, readConfig } from '../../server/config.ts'
import type { StorePlace } from '../../server/db/open.ts'
import { type HandClock, handClock } from './clock.ts'
import { openConsole, type TestConsole } from './console.ts'
import { newDatabase } from './database.ts'
import { connectDevice, type TestDevice } from './device.ts'
import { type Folder, newFolder } from './folder.ts'
import { type Person, signIn } from './person.ts'

export const PASSWORD = 'a long enough word'
/** As often a console beats. */
const STEP_SECONDS = LIVE_BEAT_MS / 1000

/** A whole house for one story: real app, real database file, real MQTT, a clock that the story moves. */
export interface House {
  readonly app: App
  readonly clock: HandClock
  readonly given: Given
  /** Lets time pass from beat to beat, with everything that follows from it; consoles that are alive beat. */
  advance(time: { seconds?: number; minutes?: number }): Promise<void>
  /** Time passes at one blow, as for a machine that slept: what fell due meanwhile is overdue. */
  skip(time: { minutes?: number; seconds?: number }): Promise<void>
  /** Everything that follows from what has happened so far has happened. */
  settled(): Promise<void>
  /** What the log tells after event `after`. */
  news(after?: number): Promise<Event[]>
  /** Where its rows and keys are. */
  readonly place: StorePlace
  /** Ends the process politely and starts another on the same data. */
  restart(): Promise<void>
  /** Ends the process politely; its data stays. */
  end(): Promise<void>
  /** Ends it and takes its data away. */
  stop(): Promise<void>
}

/** Makes what a story needs, through the API like anybody else; every field has a sensible default. */
export interface Given {
  admin(): Promise<Person>
  /** Sees everything, but for roles that are bound to an area: they see where `home` lies, or what `at` says. */
  person(role?: Role, name?: string, at?: Partial<Binding>): Promise<Person>
  /** Without a parent it is a tree of its own. */
  area(level: AreaLevel, parentId: string | null, name?: string): Promise<Area>
  /** Somebody on duty at a console that sounds. */
  seat(name?: string, at?: Partial<Binding>): Promise<Seat>
  /** A console of this person, not on duty yet. */
  console(person: Person): Promise<TestConsole>
  home(parts?: Partial<NewHome>): Promise<GivenHome>
  /** A device that stands in no home. */
  stockDevice(): Promise<TestDevice>
  /** A second device in a home. */
  deviceIn(homeId: string): Promise<TestDevice>
  /** The device with this credential, connected anew. */
  reconnected(credential: DeviceCredential): Promise<TestDevice>
}

/** What somebody sees. */
export type Binding = Omit<Assignment, 'role'>

export interface Seat {
  readonly person: Person
  readonly console: TestConsole
}

export interface GivenHome {
  readonly card: HomeCard
  readonly credential: DeviceCredential
  readonly device: TestDevice
  press: TestDevice['press']
}

export interface HouseOptions {
  readonly config?: Partial<Config>
  readonly clock?: HandClock
  readonly folder?: Folder
  /** Another inbox than the durable one, for a store that refuses. */
  readonly inbox?: NonNullable<AppOptions['inbox']>
  /** Where the house's log goes; without it to standard output, when TEST_LOG asks for it. */
  readonly logger?: Logger
  /** The authority that everybody trusts, where the house has a certificate. */
  readonly ca?: string
  /** The first administrator's, where the house asks for more than length. */
  readonly password?: string
}

export async function startHouse({
  config = {},
  clock = handClock(),
  folder = newFolder(),
  ca,
  inbox,
  logger = pino({ level: process.env.TEST_LOG ?? 'silent' }),
  password = PASSWORD,
}: HouseOptions = {}): Promise<House> {
  const fatal: Error[] = []
  const database = await newDatabase()
  const start = (): Promise<App> =>
    startApp({
      config: settings(folder.path, { databaseUrl: database?.url ?? null, ...config }),
      clock,
      logger,
      version: 'test',
      ...(inbox && { inbox }),
      // A machine that runs two suites at once is slow, and no story is about that.
      isLagging: () => false,
      onFatal: (fault) => fatal.push(fault),
    })
  let app = await start()
  await app.accounts.add({ user: 'root', name: '管理员', role: 'admin', password }, HOUSE)
  const devices: TestDevice[] = []
  const consoles: TestConsole[] = []
  const given = builder(() => app, devices, consoles, ca ?? null)

  async function settled(): Promise<void> {
    await app.settled()
    if (fatal[0]) throw fatal[0]
  }

  let running = true

  async function end(): Promise<void> {
    for (const console of consoles.splice(0)) console.close()
    await Promise.all(devices.splice(0).map((device) => device.stop()))
    if (running) await app.stop()
    running = false
  }

  return {
    get app() {
      return app
    },
    clock,
    given,
    settled,
    async advance({ seconds = 0, minutes = 0 }) {
      await settled()
      for (let left = seconds + minutes * 60; left > 0; left -= STEP_SECONDS) {
        clock.move(Math.min(left, STEP_SECONDS) * 1000)
        for (const console of consoles) if (!console.frozen) await console.beat()
        await settled()
      }
    },
    async skip({ minutes = 0, seconds = 0 }) {
      clock.jumpTo(clock.now() + (minutes * 60 + seconds) * 1000)
      await settled()
    },
    async news(after = 0) {
      await settled()
      const admin = await given.admin()
      return (await admin.call(eventRoutes.list, { query: { after, limit: 1000 } })).items
    },
    place: { dataDir: folder.path, databaseUrl: database?.url ?? null },
    async restart() {
      await end()
      app = await start()
      running = true
    },
    end,
    async stop() {
      await end()
      await database?.remove()
      folder.remove()
    },
  }
}

function settings(dataDir: string, config: Partial<Config>): Config {
  const read = readConfig({}, { dataDir, httpPort: 0, mqttPort: 0, devicePacketsPerSecond: 10_000, ...config })
  if ('faults' in read) throw new Error(read.faults.join('\n'))
  return read.config
}

function builder(app: () => App, devices: TestDevice[], consoles: TestConsole[], ca: string | null): Given {
  const address = (): string => app().url
  let root: Promise<Person> | null = null
  let usual: Promise<Area> | null = null
  let count = 0

  /** The administrator signs in again where the last session has ended; once, however many ask for them at once. */
  function admin(): Promise<Person> {
    root = stillSignedIn(root)
    return root
  }

  async function stillSignedIn(before: Promise<Person> | null): Promise<Person> {
    const known = await before?.catch(() => null)
    if (known && (await known.try(sessionRoutes.show)).status === 200) return known
    return signIn(address, 'root', PASSWORD, ca)
  }

  async function person(role: Role = 'operator', name = '张敏', at: Partial<Binding> = {}): Promise<Person> {
    count += 1
    const user = `${role}${count}`
    const needsArea = role === 'manager' || role === 'visitor'
    const bound = { ...(needsArea && { areaId: (await community()).id }), ...at }
    await (await admin()).call(registryRoutes.addAccount, { body: { user, name, role, password: PASSWORD, ...bound } })
    return signIn(address, user, PASSWORD, ca)
  }

  async function area(level: AreaLevel, parentId: string | null, name = `${level}${count}`): Promise<Area> {
    count += 1
    return (await admin()).call(areaRoutes.add, { body: { code: `a-${count}`, name, level, parentId } })
  }

  /** Where homes lie of which a story says nothing else. */
  function community(): Promise<Area> {
    usual ??= area('community', null, '幸福社区')
    return usual
  }

  async function console(of: Person): Promise<TestConsole> {
    const opened = await openConsole(of)
    consoles.push(opened)
    return opened
  }

  async function connect(credential: DeviceCredential): Promise<TestDevice> {
    const device = await connectDevice(app().mqttPort, credential, ca)
    devices.push(device)
    return device
  }

  async function register(homeId: string | null): Promise<TestDevice> {
    const body = { model: 'AL-1', class: 'mains' as const, homeId }
    return connect(await (await admin()).call(registryRoutes.addDevice, { body }))
  }

  return {
    admin,
    person,
    area,
    console,
    async seat(name, at) {
      const who = await person('operator', name, at)
      const opened = await console(who)
      await opened.goOnDuty()
      return { person: who, console: opened }
    },
    async home(parts = {}) {
      count += 1
      const areaId = parts.areaId === undefined ? (await community()).id : parts.areaId
      const body = { ...someHome(count), ...parts, areaId }
      const card = await (await admin()).call(registryRoutes.addHome, { body })
      const device = await register(card.id)
      return { card, credential: { id: device.id, secret: device.secret }, device, press: device.press }
    },
    stockDevice: () => register(null),
    deviceIn: register,
    reconnected: connect,
  }
}

function someHome(n: number): Omit<NewHome, 'areaId'> {
  return {
    address: `幸福里${n}号楼1单元101`,
    doorNote: '请大声敲门',
    residents: [{ name: '王秀兰', sex: 'female', bornOn: '1940-03-08', livesAlone: true, flags: ['heart'] }],
    contacts: [{ name: '李红', relation: '女儿', phone: '10000000001', note: '' }],
  }
}
