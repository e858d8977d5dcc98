import { enCall } from './en-call.ts'
import { enCard } from './en-card.ts'
import { enDesk } from './en-desk.ts'
import { enEvents } from './en-events.ts'
import { enMoves } from './en-moves.ts'
import { enPairing } from './en-pairing.ts'
import { enWords } from './en-words.ts'
import { zhCnCall } from './zh-cn-call.ts'
import { zhCnCard } from './zh-cn-card.ts'
import { zhCnDesk } from './zh-cn-desk.ts'
import { zhCnEvents } from './zh-cn-events.ts'
import { zhCnMoves } from './zh-cn-moves.ts'
import { zhCnPairing } from './zh-cn-pairing.ts'
import { zhCnWords } from './zh-cn-words.ts'

const zhCn = { ...zhCnWords, ...zhCnDesk, ...zhCnCall, ...zhCnCard, ...zhCnEvents, ...zhCnMoves, ...zhCnPairing }

/** Chinese is written first; every other language has to say the same things. */
export type Catalogue = typeof zhCn

const en: Catalogue = { ...enWords, ...enDesk, ...enCall, ...enCard, ...enEvents, ...enMoves, ...enPairing }

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export const catalogues: Readonly<Record<Language, Catalogue>> = { 'zh-CN': zhCn, en }
