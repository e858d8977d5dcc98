import { daily } from './daily.ts'
import { demo } from './demo.ts'
import { fall } from './fall.ts'
import { heart } from './heart.ts'
import { lunchRush } from './lunch-rush.ts'
import { powercut } from './powercut.ts'
import type { Scenario } from './stage.ts'
import { storm } from './storm.ts'

/** Every scenario that can be asked for by name. */
export const PLAYBILL: readonly Scenario[] = [heart, fall, powercut, lunchRush, storm, daily, demo]
