import { signIn } from '../support/person.ts'
import { answerAll } from './ask.ts'
import { Arrivals, type Pace, pressAtPace } from './pace.ts'
import { keepPressing, openCalls, type Spell } from './press.ts'
import { openReader, type Reader } from './reader.ts'
import type { Facts } from './server.ts'
import { type Answer, type Credential, type WireDevice, wireDevice } from './wire.ts'

/** The generator: one process for each variant, whose devices stay connected over all rounds. */
export type Question =
  | { readonly do: 'connect'; readonly facts: Facts; readonly until: Answer; readonly consoles: number }
  | { readonly do: 'press'; readonly spell: Spell }
  | { readonly do: 'open'; readonly facts: Facts; readonly devices: readonly Credential[]; readonly spell: Spell }
  | { readonly do: 'pace'; readonly pace: Pace; readonly devices: number }
  | { readonly do: 'count consoles' }

/** Connections opened at once. */
const AT_ONCE = 100

let devices: readonly WireDevice[] = []
const consoles: Reader[] = []
const atConsole = new Arrivals()

async function connectAll(port: number, credentials: readonly Credential[], until: Answer): Promise<WireDevice[]> {
  const connected: WireDevice[] = []
  for (let from = 0; from < credentials.length; from += AT_ONCE) {
    const part = credentials.slice(from, from + AT_ONCE)
    connected.push(...(await Promise.all(part.map((credential) => wireDevice(port, credential, until)))))
  }
  return connected
}

/** The first console is on duty and looks what it is shown; what the others do with it is their own processor's. */
async function attach(count: number, { url, operator }: Facts): Promise<void> {
  if (count === 0) return
  const { cookie } = await signIn(url, operator.user, operator.password)
  for (let n = 0; n < count; n += 1) {
    const onMessage = n === 0 && count === 1 ? lookAt : () => {}
    consoles.push(await openReader({ url, cookie, onDuty: n === 0, onMessage }))
  }
}

function lookAt(message: Buffer): void {
  const { events = [] } = JSON.parse(message.toString()) as { events?: { data: { signal?: string } }[] }
  for (const { data } of events) if (data.signal) atConsole.came(data.signal)
}

async function openWith({ mqttPort }: Facts, credentials: readonly Credential[], spell: Spell) {
  const fresh = await connectAll(mqttPort, credentials, 'receipt')
  const counted = await openCalls(fresh, spell)
  for (const device of fresh) device.close()
  return counted
}

answerAll(async (question: Question): Promise<unknown> => {
  switch (question.do) {
    case 'connect':
      devices = await connectAll(question.facts.mqttPort, question.facts.devices, question.until)
      return attach(question.consoles, question.facts)
    case 'press':
      return keepPressing(devices, question.spell)
    case 'open':
      return openWith(question.facts, question.devices, question.spell)
    case 'pace':
      return pressAtPace(devices.slice(0, question.devices), question.pace, atConsole)
    case 'count consoles':
      return { reading: consoles.filter(({ wasCut }) => !wasCut).length }
  }
})
process.once('disconnect', () => process.exit(0))
