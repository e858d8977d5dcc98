import { callRoutes, deviceRoutes, residentRoutes } from '#contract/routes'
import { pressBody } from './device.ts'
import { claim, onlyCall, reach } from './handling.ts'
import type { GivenHome, House } from './house.ts'
import { foundInStore } from './traces.ts'

/** A word in every field that is kept of a person and their home, found nowhere else. */
export const CANARIES = {
  address: 'KANARI-address',
  name: 'KANARI-resident',
  formerName: 'KANARI-former',
  bornOn: '1931-07-23',
  contact: 'KANARI-contact',
  relation: 'KANARI-relation',
  doorNote: 'KANARI-door-note',
  contactPhone: '13877760001',
  contactNote: 'KANARI-contact-note',
  idNumber: '11010519491231002X',
  disabilityCard: '44052418800101001443',
  phone: '13877760002',
  illness: 'KANARI-illness',
  medication: 'KANARI-medication',
  allergies: 'KANARI-allergies',
  clinic: 'KANARI-clinic',
  doctor: 'KANARI-doctor',
  dialect: 'KANARI-dialect',
  guardian: 'KANARI-guardian',
  guardianPhone: '13877760003',
  note: 'KANARI-note',
  body: 'KANARI-body',
  flag: 'allergy_penicillin',
  category: 'lost_only_child',
} as const

/** What the store keeps in the clear, to be searched and counted by. */
export const IN_THE_CLEAR = ['address', 'name', 'bornOn', 'contact', 'relation', 'body', 'category'] as const

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
  await fill(house, resident)
  await handleCall(house, home, resident)
  return { home, resident }
}

/** Twice, so that there is a history as well. */
async function fill(house: House, id: string): Promise<void> {
  const admin = await house.given.admin()
  const { name, idNumber, disabilityCard, phone, guardian, guardianPhone, category } = CANARIES
  const { illness, medication, allergies, clinic, doctor, dialect } = CANARIES
  const change = (version: number, fields: object) =>
    admin.call(residentRoutes.change, { params: { id }, body: { version, fields } })
  await change(0, { illness: CANARIES.note, guardian: { name: guardian, relation: '女儿', phone: guardianPhone } })
  const categories = [{ kind: category, fromOn: '2024-01-01', untilOn: null }]
  const numbers = { idNumber, disabilityCard, phones: [phone], categories, risk: 'high' }
  await change(1, { name, ...numbers, illness, medication, allergies, clinic, doctor, dialect })
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
