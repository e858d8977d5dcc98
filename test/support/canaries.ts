import { callRoutes, consentRoutes, deviceRoutes, homeRoutes, residentRoutes, responderRoutes } from '#contract/routes'
import { pressBody } from './device.ts'
import { claim, onlyCall, reach } from './handling.ts'
import type { GivenHome, House } from './house.ts'
import type { Person } from './person.ts'
import { picture, uploadPhoto } from './photo.ts'
import { foundInStore } from './traces.ts'

/** A word in every field that is kept of a person and their home, found nowhere else. */
export const CANARIES = {
  address: 'kanari-address',
  name: 'kanari-resident',
  formerName: 'kanari-former',
  bornOn: '1931-07-23',
  contact: 'kanari-contact',
  relation: 'kanari-relation',
  doorNote: 'kanari-door-note',
  contactPhone: '13877760001',
  contactNote: 'kanari-contact-note',
  idNumber: '11010519491231002X',
  disabilityCard: '44052418800101001443',
  phone: '13877760002',
  illness: 'kanari-illness',
  medication: 'kanari-medication',
  allergies: 'kanari-allergies',
  clinic: 'kanari-clinic',
  doctor: 'kanari-doctor',
  dialect: 'kanari-dialect',
  guardian: 'kanari-guardian',
  guardianPhone: '13877760003',
  note: 'kanari-note',
  before: 'kanari-before',
  estate: 'kanari-estate',
  entry: 'kanari-entry',
  keyHolder: 'kanari-key-holder',
  keyHolderPhone: '13877760004',
  doorCode: 'kanari-door-code',
  responder: 'kanari-responder-name',
  responderPhone: '13877760005',
  responderNote: 'kanari-responder-note',
  giver: 'kanari-giver',
  purpose: 'kanari-purpose',
  photo: 'kanari-photo',
  body: 'kanari-body',
  flag: 'allergy_penicillin',
  category: 'lost_only_child',
} as const

/** What the store keeps in the clear, to be searched and counted by. */
export const IN_THE_CLEAR = [
  ...(['address', 'estate', 'name', 'bornOn', 'contact', 'relation', 'responder'] as const),
  ...(['body', 'category'] as const),
] as const

/** Names of the canaries that somebody finds who has a copy of the store; spelt out names and all. */
export async function canariesIn(place: House['place']): Promise<string[]> {
  const sought = { ...CANARIES, spelt: 'kanariresident' }
  const found = new Set(await foundInStore(place, Object.values(sought)))
  return Object.entries(sought).flatMap(([name, word]) => (found.has(word) ? [name] : []))
}

export interface CanaryHome {
  readonly home: GivenHome
  readonly resident: string
}

/** A home with one resident of whom everything is known that can be, and a call that was handled and closed. */
export async function canaryHome(house: House): Promise<CanaryHome> {
  const { address, formerName, bornOn, contact, relation, doorNote, contactPhone, contactNote, flag } = CANARIES
  const home = await house.given.home({
    ...{ address, doorNote },
    residents: [{ name: formerName, sex: 'female', bornOn, livesAlone: true, flags: [flag] }],
    contacts: [{ name: contact, relation, phone: contactPhone, note: contactNote }],
  })
  const resident = home.card.residents[0]?.id ?? ''
  await fillCanaries(house, home, resident)
  await handleCall(house, home, resident)
  return { home, resident }
}

/** Everything that can be known of a resident, twice, so that there is a history as well. */
export async function fillCanaries(house: House, home: GivenHome, id: string): Promise<void> {
  const admin = await house.given.admin()
  const { name, idNumber, disabilityCard, phone, guardian, guardianPhone, category } = CANARIES
  const { illness, medication, allergies, clinic, doctor, dialect, before } = CANARIES
  const change = (version: number, fields: object) =>
    admin.call(residentRoutes.change, { params: { id }, body: { version, fields } })
  await change(0, { illness: before, guardian: { name: guardian, relation: '女儿', phone: guardianPhone } })
  const categories = [{ kind: category, fromOn: '2024-01-01', untilOn: null }]
  const numbers = { idNumber, disabilityCard, phones: [phone], categories, risk: 'high' }
  await change(1, { name, ...numbers, illness, medication, allergies, clinic, doctor, dialect })
  const { giver, purpose, photo } = CANARIES
  const words = { kind: 'photo', textVersion: '1', givenBy: 'family', givenOn: '2026-11-22' } as const
  await admin.call(consentRoutes.add, { params: { id }, body: { ...words, giver, purpose } })
  await uploadPhoto(admin, id, picture(photo))
  await furnish(admin, home.card.id)
}

/** Everything that can be known of a home beside its card; the address twice. */
async function furnish(admin: Person, id: string): Promise<void> {
  const { address, estate, entry, keyHolder, keyHolderPhone, doorCode } = CANARIES
  const { responder: name, responderPhone, responderNote } = CANARIES
  const fields = { entry, doorCode, keyHolder: { name: keyHolder, phone: keyHolderPhone } }
  const change = (version: number, fields: object) =>
    admin.call(homeRoutes.change, { params: { id }, body: { version, fields } })
  await change(0, { ...fields, parts: { estate }, address: `${address}-former` })
  await change(1, { address })
  const responder = { kind: 'clinic', name, phone: responderPhone, note: responderNote } as const
  await admin.call(responderRoutes.add, { params: { id }, body: { version: 2, responder } })
}

async function handleCall(house: House, home: GivenHome, resident: string): Promise<void> {
  const { person, console } = await house.given.seat()
  const receipt = home.device.nextReceipt()
  await home.device.publish('alarm', pressBody('sos', { remark: CANARIES.body }))
  await receipt
  await house.settled()
  const call = await onlyCall(person)
  const params = { id: call.id }
  await claim(person, call)
  await person.call(callRoutes.note, { params, body: { id: `note-${call.id}`, text: CANARIES.note } })
  await reach(person, call)
  const outcome = { cause: 'accidental', result: 'reassured', seenBy: 'spoke', concerns: resident } as const
  await person.call(callRoutes.close, { params, body: { outcome } })
  console.close()
}

/** The resident has left, and their device was retired: nothing stands in the way of an erasure. */
export async function leaveHome(house: House, { home, resident }: CanaryHome): Promise<number> {
  const admin = await house.given.admin()
  const params = { id: resident }
  const { version } = await admin.call(residentRoutes.show, { params })
  await admin.call(residentRoutes.leave, { params, body: { version, why: 'died' } })
  await admin.call(deviceRoutes.retire, { params: { id: home.device.id } })
  return version
}
