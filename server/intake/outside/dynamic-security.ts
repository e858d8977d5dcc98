import { randomBytes } from 'node:crypto'
import { laneFilter } from '#contract/topics'
import { PROBE_ROOT } from './login.ts'

/** Topics of Mosquitto's dynamic security plugin. */
const COMMANDS = '$CONTROL/dynamic-security/v1'
export const ANSWERS = `${COMMANDS}/response`
/** A broker that has not answered by then has no such plugin, or is stuck. Milliseconds. */
const ANSWER_MS = 10_000
const UNANSWERED = `the broker does not answer on ${COMMANDS}: load that plugin, or set ANLING_BROKER_AUTH_TOKEN`

/** The role with which the house may speak to devices. */
const HOUSE_ROLE = 'anling-house'

export type Command = { readonly command: string } & Readonly<Record<string, unknown>>

/** What became of one command: `error` is missing when it was done. */
export interface Answer {
  readonly command?: string
  readonly correlationData?: string
  readonly error?: string
  readonly data?: unknown
}

/** Asks the plugin, and pairs answers with questions. */
export interface DynamicSecurity {
  /**
   * Has the commands done, in their order.
   * @returns what became of each
   * @throws Error when the broker cannot be reached or does not answer within 10 s
   */
  execute(commands: readonly Command[]): Promise<readonly Answer[]>
  /** Takes what came on `ANSWERS`. */
  hear(payload: string): void
  /** The connection went down: nothing more will be answered. */
  lost(): void
}

interface Question {
  readonly resolve: (answers: readonly Answer[]) => void
  readonly reject: (fault: Error) => void
}

export function dynamicSecurity(publish: (topic: string, payload: string) => boolean): DynamicSecurity {
  const questions = new Map<string, Question>()

  return {
    async execute(commands) {
      const correlationData = randomBytes(9).toString('base64url')
      const payload = JSON.stringify({ commands: commands.map((command) => ({ ...command, correlationData })) })
      if (!publish(COMMANDS, payload)) throw new Error('the broker cannot be reached')
      let late: ReturnType<typeof setTimeout> | undefined
      try {
        return await new Promise<readonly Answer[]>((resolve, reject) => {
          questions.set(correlationData, { resolve, reject })
          late = setTimeout(() => reject(new Error(UNANSWERED)), ANSWER_MS)
        })
      } finally {
        clearTimeout(late)
        questions.delete(correlationData)
      }
    },
    hear(payload) {
      const { responses = [] } = JSON.parse(payload) as { responses?: readonly Answer[] }
      const [first] = responses
      questions.get(first?.correlationData ?? '')?.resolve(responses)
    },
    lost() {
      for (const { reject } of questions.values()) reject(new Error('the connection was lost'))
    },
  }
}

const allow = (acltype: string, topic: string) => ({ acltype, topic, priority: 0, allow: true })

/**
 * Lets a device in. Each has a role of its own, because the plugin of Mosquitto 2.0 takes `%u` in a role's topics
 * literally (docs/adr/0015). Its user name is bound to its client id, so that nobody throws another off the line.
 */
export function letIn(id: string, secret: string): readonly Command[] {
  const down = laneFilter(id, 'down')
  const acls = [
    allow('publishClientSend', laneFilter(id, 'up')),
    allow('publishClientReceive', down),
    allow('subscribePattern', down),
  ]
  const rolename = roleOf(id)
  return [
    { command: 'createRole', rolename, acls },
    { command: 'createClient', username: id, clientid: id, password: secret, roles: [{ rolename }] },
  ]
}

/** Lets a device in whose account is there already, perhaps half made, perhaps with another secret. */
export function letInAgain(id: string, secret: string): readonly Command[] {
  const roles = [{ rolename: roleOf(id) }]
  return [
    { command: 'modifyClient', username: id, clientid: id, password: secret, roles },
    { command: 'enableClient', username: id },
  ]
}

/** Shuts a device out and ends its connections. The account stays: nothing is deleted. */
export function shutOut(id: string): readonly Command[] {
  return [{ command: 'disableClient', username: id }]
}

/**
 * Sees to it that the house has what it needs beside the plugin's administrator role: to speak to devices, and to try
 * the broker out. The broker ends the connections of a user whose roles change, once.
 * @throws Error when the broker does not know the user, or does not answer
 */
export async function takeRights(security: DynamicSecurity, username: string): Promise<void> {
  const [own] = await security.execute([{ command: 'getClient', username }])
  if (own?.error) throw new Error(`the broker does not know the user of the house: ${own.error}`)
  if (JSON.stringify(own?.data ?? null).includes(HOUSE_ROLE)) return
  const acls = [allow('publishClientSend', laneFilter('+', 'down')), allow('publishClientSend', `${PROBE_ROOT}/#`)]
  await security.execute([
    { command: 'setDefaultACLAccess', acls: [{ acltype: 'publishClientReceive', allow: false }] },
    { command: 'createRole', rolename: HOUSE_ROLE, acls },
    { command: 'addClientRole', username, rolename: HOUSE_ROLE },
  ])
}

function roleOf(id: string): string {
  return `device-${id}`
}
