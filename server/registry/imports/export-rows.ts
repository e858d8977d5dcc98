import type { Area } from '#contract/areas'
import type { Contact, Device, HomeCard } from '#contract/registry'
import { CLASS_WORDS, FLAG_WORDS, LEVEL_WORDS, SEX_WORDS } from '../../words/registry.ts'
import { AREA_COLUMNS, DEVICE_COLUMNS, HOME_COLUMNS } from './columns.ts'
import { guarded } from './guard.ts'

/** A home as a file of homes shows it. */
export interface ExportedHome extends Pick<HomeCard, 'address' | 'community' | 'doorNote'> {
  readonly contacts: readonly Contact[]
  readonly residents: readonly Omit<HomeCard['residents'][number], 'id' | 'age' | 'hasPhoto' | 'holds'>[]
  readonly deviceIds: readonly string[]
}

/** An identity number is shown one at a time, and each time it is written down: no file shows them. */
const { idNumber: _idNumber, ...SHOWN } = HOME_COLUMNS
const OTHERS = ['其他联系人', '其他设备'] as const
const STAGES = {
  stock: '库存',
  installed: '已安装',
  swapped: '已换下',
  retired: '已停用',
  retrieved: '已收回',
} as const

export const HOME_HEADINGS: readonly string[] = [...Object.values(SHOWN).map(({ heading }) => heading), ...OTHERS]

/** A row per resident under the headings that an import reads; a home without residents has one row. */
export function homeRows(home: ExportedHome): string[][] {
  const { community, address, doorNote } = home
  const [first, second, ...more] = home.contacts
  const [device = '', ...otherDevices] = home.deviceIds
  const others = [more.map(contactText).join('；'), otherDevices.join('、')]
  const people = home.residents.length > 0 ? home.residents.map(residentCells) : [NOBODY]
  return people.map((person) => {
    const contacts = [...contactCells(first), ...contactCells(second)]
    return [community, address, doorNote, ...person, ...contacts, device, ...others].map(guarded)
  })
}

const NOBODY: readonly string[] = ['', '', '', '', '']

function residentCells({ name, sex, bornOn, livesAlone, flags }: ExportedHome['residents'][number]): string[] {
  const conditions = flags.map((flag) => FLAG_WORDS[flag].zh).join('、')
  return [name, SEX_WORDS[sex].zh, bornOn ?? '', livesAlone ? '是' : '否', conditions]
}

function contactCells(contact: Contact | undefined): string[] {
  return [contact?.name ?? '', contact?.relation ?? '', contact?.phone ?? '']
}

function contactText({ name, relation, phone }: Contact): string {
  return `${name}（${relation}）${phone}`
}

export const DEVICE_HEADINGS: readonly string[] = [
  ...Object.values(DEVICE_COLUMNS).map(({ heading }) => heading),
  ...['状态', '社区', '地址', '最近在线', '运营商', 'ICCID', 'SIM 有效期至', '换电池日期', '停用时间'],
]

/** A device with the home it stands in, if any. */
export function deviceCells(device: Device, home: { readonly community: string; readonly address: string } | null) {
  const { id, model, stage, lastSeenAt, carrier, iccid, simPaidUntilOn, batteryChangedOn, revokedAt } = device
  const place = [STAGES[stage], home?.community, home?.address]
  const upkeep = [lastSeenAt, carrier, iccid, simPaidUntilOn, batteryChangedOn, revokedAt]
  return [id, model, CLASS_WORDS[device.class].zh, ...place, ...upkeep].map((text) => guarded(text ?? ''))
}

export const AREA_HEADINGS: readonly string[] = Object.values(AREA_COLUMNS).map(({ heading }) => heading)

/** An area under the headings that an import reads. */
export function areaCells({ code, name, level }: Pick<Area, 'code' | 'name' | 'level'>, parentCode: string): string[] {
  return [code, name, LEVEL_WORDS[level].zh, parentCode].map(guarded)
}
