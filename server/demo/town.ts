import type { NewHome } from '#contract/registry'

/** A fictional town: names put together at random, addresses of no city, phone numbers that no network can assign. */

const FAMILY = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const FEMALE = ['秀兰', '桂英', '玉珍', '淑芳', '凤英', '素琴', '月娥', '翠华', '惠珍', '春梅', '瑞芬', '金凤']
const MALE = ['建国', '德福', '长林', '志明', '文斌', '国强', '玉山', '永年', '守业', '振华', '宝成', '连生']
const STREETS = ['幸福里', '和平里', '向阳里', '长安里', '东风里']
const RELATIONS = ['女儿', '儿子', '邻居', '网格员', '侄女']
const NOTES = ['', '', '敲门请大声', '养了一只小狗', '钥匙在物业', '电梯只到五层', '请从北门进']
const FLAGS: NewHome['residents'][number]['flags'][] = [
  ['heart'],
  ['hard_of_hearing', 'diabetes'],
  [],
  ['stroke', 'wheelchair'],
  [],
  ['respiratory', 'allergy_penicillin'],
  ['dementia'],
  [],
  ['deaf', 'no_speech'],
  ['heart', 'diabetes'],
  ['blind'],
  [],
]

/** Small linear generator: the same town every time, so that pictures and tests can name people. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

/** A home of the town, and the community it lies in. */
export interface TownHome {
  readonly community: string
  readonly home: Omit<NewHome, 'areaId'>
}

/** The communities of the town. */
export const COMMUNITIES = STREETS.map(communityOf)

function communityOf(street: string): string {
  return `${street.slice(0, 2)}社区`
}

/** `count` homes of the town, the first one always 王秀兰's. */
export function town(count: number): TownHome[] {
  const roll = dice(20_261_122)
  return Array.from({ length: count }, (_, n) => (n === 0 ? firstHome() : someHome(n, roll)))
}

function firstHome(): TownHome {
  const daughter = { name: '李红', relation: '女儿', phone: phone(1), note: '下班后才能到' }
  const neighbour = { name: '赵姨', relation: '邻居', phone: phone(2), note: '三分钟能到，有钥匙' }
  const gridWorker = { name: '陈刚', relation: '网格员', phone: phone(3), note: '' }
  const flags: NewHome['residents'][number]['flags'] = ['heart', 'allergy_penicillin', 'hard_of_hearing']
  const home = {
    address: '幸福里3号楼2单元501',
    doorNote: '钥匙在物业；养了一只小狗',
    residents: [{ name: '王秀兰', sex: 'female' as const, bornOn: '1940-03-08', livesAlone: true, flags }],
    contacts: [daughter, neighbour, gridWorker],
  }
  return { community: communityOf('幸福里'), home }
}

function someHome(n: number, roll: (sides: number) => number): TownHome {
  const street = pick(STREETS, roll)
  const couple = roll(3) === 0
  const first = resident(roll, roll(2) === 0 ? 'female' : 'male', !couple, n)
  const second = resident(roll, first.sex === 'female' ? 'male' : 'female', false, n + 5)
  const home = {
    address: `${street}${roll(18) + 1}号楼${roll(4) + 1}单元${roll(6) + 1}0${roll(3) + 1}`,
    doorNote: pick(NOTES, roll),
    residents: couple ? [first, second] : [first],
    contacts: Array.from({ length: 1 + roll(3) }, (_, place) => ({
      name: pick(FAMILY, roll) + pick(roll(2) === 0 ? FEMALE : MALE, roll),
      relation: pick(RELATIONS, roll),
      phone: phone(n * 10 + place),
      note: '',
    })),
  }
  return { community: communityOf(street), home }
}

function resident(
  roll: (sides: number) => number,
  sex: 'female' | 'male',
  livesAlone: boolean,
  n: number,
): NewHome['residents'][number] {
  const bornOn = `${1932 + roll(28)}-${two(1 + roll(12))}-${two(1 + roll(28))}`
  const name = pick(FAMILY, roll) + pick(sex === 'female' ? FEMALE : MALE, roll)
  return { name, sex, bornOn, livesAlone, flags: FLAGS[n % FLAGS.length] ?? [] }
}

function pick<T>(from: readonly T[], roll: (sides: number) => number): T {
  const chosen = from[roll(from.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}

/** Eleven digits that begin with 100: no mobile number in China does. */
function phone(n: number): string {
  return `100${String(n).padStart(8, '0')}`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
