import type { LockReason, Role } from '#contract/accounts'
import type { Reach, ResponderKind } from '#contract/registry'
import type { Leaving } from '#contract/residents'
import { bool, bytes, decimal, index, instant, int, json, table, text, word } from '../dialect.ts'
import { areas, desks } from './areas.ts'

/** What an installation wrote down about itself, once. */
export const marks = table('marks', { name: text().primaryKey(), value: text().notNull() })

export const accounts = table('accounts', {
  id: text().primaryKey(),
  user: text().notNull().unique(),
  name: text().notNull(),
  role: word<Role>().notNull(),
  passwordHash: text().notNull(),
  createdAt: instant().notNull(),
  /** What it may see; with neither, and a role that is not bound to one: everything. */
  areaId: text().references(() => areas.id),
  deskId: text().references(() => desks.id),
  /** Nobody signs in with it from then on; who said so and why stands beside it. Null while it may be used. */
  lockedAt: instant(),
  lockedBy: text(),
  lockedFor: word<LockReason>(),
})

/** A signed-in browser. Only the hash of its token is kept, so a copy of the database opens no session. */
export const sessions = table(
  'sessions',
  {
    tokenHash: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    openedAt: instant().notNull(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
    /** Why it ended, where nobody ended it. */
    lapse: word<'idle' | 'over'>(),
    /** What its owner calls it by; the hash of the token stays inside. Null in those of older versions. */
    id: text().unique(),
    lastUsedAt: instant(),
    agent: text(),
    /** Keyed hash of where it was opened from: a place that is known is not shut out by guesses from elsewhere. */
    placeHash: text(),
  },
  (row) => [index('sessions_by_account').on(row.accountId), index('sessions_by_end').on(row.endedAt, row.lastUsedAt)],
)

export const homes = table(
  'homes',
  {
    id: text().primaryKey(),
    address: text().notNull(),
    /** The lowest area it lies in, mostly a grid. */
    areaId: text().references(() => areas.id),
    /** Empty: `encryptedDoorNote` holds it. Older versions wrote it here, and a start carries it over. */
    doorNote: text().notNull(),
    encryptedDoorNote: bytes(),
    addedAt: instant().notNull(),
  },
  (row) => [index('homes_by_address').on(row.address)],
)

export const residents = table(
  'residents',
  {
    id: text().primaryKey(),
    homeId: text()
      .notNull()
      .references(() => homes.id),
    position: int().notNull(),
    name: text().notNull(),
    sex: word<'female' | 'male' | 'other'>().notNull(),
    bornOn: text(),
    livesAlone: bool().notNull(),
    /** Empty, as `doorNote` is. */
    flags: json<string[]>().notNull(),
    encryptedFlags: bytes(),
    /** Who left stays in the registry and is on no card. */
    leftAt: instant(),
    leaving: word<Leaving>(),
  },
  (row) => [index('residents_by_home').on(row.homeId)],
)

export const contacts = table(
  'contacts',
  {
    id: text().primaryKey(),
    homeId: text()
      .notNull()
      .references(() => homes.id),
    position: int().notNull(),
    name: text().notNull(),
    relation: text().notNull(),
    /** Both empty, as `doorNote` is. */
    phone: text().notNull(),
    note: text().notNull(),
    encryptedPhone: bytes(),
    encryptedNote: bytes(),
    /** What kind of responder it is; null: a contact. */
    responder: word<ResponderKind>(),
    /** Null in those of older versions: at any time, by phone. */
    hours: json<Reach['hours']>(),
    channel: word<Reach['channel']>(),
    minutesAway: int(),
    /** From then on it is nobody to be rung. */
    endedAt: instant(),
    /** Keyed hashes of the phone and of its last four signs, to find the home by. */
    numberHash: bytes(),
    lastFourHash: bytes(),
  },
  (row) => [
    index('contacts_by_home').on(row.homeId),
    index('contacts_by_number').on(row.numberHash),
    index('contacts_by_last_four').on(row.lastFourHash),
  ],
)

export const devices = table(
  'devices',
  {
    id: text().primaryKey(),
    model: text().notNull(),
    class: word<'mains' | 'mobile' | 'battery'>().notNull(),
    homeId: text().references(() => homes.id),
    secretHash: bytes().notNull(),
    addedAt: instant().notNull(),
    lastSeenAt: instant(),
    battery: decimal(),
    mains: bool(),
    rssi: decimal(),
    revokedAt: instant(),
    installedAt: instant(),
    swappedAt: instant(),
    retiredAt: instant(),
    retrievedAt: instant(),
    /** Until then a test press is a test and rings nobody (design §6 rule 12). */
    testUntil: instant(),
    testedAt: instant(),
    carrier: text(),
    iccid: text(),
    simPaidUntilOn: text(),
    batteryChangedOn: text(),
    /** When two units were last heard under its credential; a new credential ends that. */
    clonedAt: instant(),
  },
  (row) => [index('devices_by_home').on(row.homeId)],
)

/**
 * What an outside broker has to know of a device, and whether it has confirmed it. A row is an errand until
 * `confirmedAt` is set; only until then does it hold the device's secret, encrypted.
 */
export const brokerAccounts = table(
  'broker_accounts',
  {
    deviceId: text().primaryKey(),
    /** Let in with this secret; let in at all, with this secret when the broker does not know it; shut out. */
    wanted: word<'open' | 'known' | 'shut'>().notNull(),
    encryptedSecret: bytes(),
    changedAt: instant().notNull(),
    confirmedAt: instant(),
    fault: text(),
  },
  (row) => [index('broker_accounts_by_confirmed').on(row.confirmedAt)],
)
