import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFile } from '../../server/db/file.ts'
import { runSql } from '../store/shell.ts'
import { type Folder, newFolder } from '../support/folder.ts'
import { type Ended, endAll, runProgram } from '../support/program.ts'

let folder: Folder
let taken: { readonly port: number; readonly close: () => void }
beforeAll(async () => {
  folder = newFolder()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  taken = { port: typeof address === 'object' && address ? address.port : 0, close: () => server.close() }
})
afterAll(async () => {
  await endAll()
  taken.close()
  folder.remove()
})

const at = (name: string): string => `${folder.path}/${name}`
const FREE = { ANLING_HTTP_PORT: '0', ANLING_MQTT_PORT: '0', ANLING_LOG_LEVEL: 'error' }

interface Case {
  readonly what: string
  readonly words: readonly string[]
  readonly env?: () => Record<string, string>
  readonly says: RegExp
}

/** A data folder that a later version has written to. */
function newerFolder(): string {
  const path = at('newer')
  void openFile(path, { onFatal: () => {} }).close()
  runSql(
    `${path}/anling.sqlite`,
    "insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)",
  )
  return path
}

function folderWith(name: string, file: string, text: string): string {
  mkdirSync(at(name))
  writeFileSync(`${at(name)}/${file}`, text)
  return at(name)
}

function aFile(): string {
  writeFileSync(at('file'), '')
  return at('file')
}

const CASES: readonly Case[] = [
  { what: 'an unknown verb', words: ['dance'], says: /^There is no verb "dance"\.$/ },
  { what: 'an unknown flag of start', words: ['start', '--loud'], says: /^Unknown option '--loud'/ },
  {
    what: 'a port that is no number',
    words: ['start'],
    env: () => ({ ANLING_HTTP_PORT: 'eighty' }),
    says: /^ANLING_HTTP_PORT: must be integer$/,
  },
  {
    what: 'a port of the console that is taken',
    words: ['start'],
    env: () => ({ ANLING_DATA: at('taken-http'), ANLING_HTTP_PORT: String(taken.port) }),
    says: /^Port \d+ on 127\.0\.0\.1 is taken by another program; choose another or stop it\.$/,
  },
  {
    what: 'a console for the whole world without TLS',
    words: ['start'],
    env: () => ({ ANLING_HTTP_HOST: '0.0.0.0' }),
    says: /^ANLING_HTTP_HOST is 0\.0\.0\.0: without TLS only a loopback address such as 127\.0\.0\.1 is allowed$/,
  },
  {
    what: 'devices from the whole world without TLS',
    words: ['start'],
    env: () => ({ ANLING_MQTT_HOST: '0.0.0.0' }),
    says: /^ANLING_MQTT_HOST is 0\.0\.0\.0: without TLS only a loopback address such as 127\.0\.0\.1 is allowed$/,
  },
  {
    what: 'a proxy that is everybody',
    words: ['start'],
    env: () => ({ ANLING_TRUST_PROXY: 'true' }),
    says: /^ANLING_TRUST_PROXY names “true”: only exact IP addresses such as 127\.0\.0\.1, separated by commas$/,
  },
  {
    what: 'a secret out of an example',
    words: ['start'],
    env: () => ({ ANLING_WEBHOOK_SECRET: 'changeme-changeme-changeme' }),
    says: /^ANLING_WEBHOOK_SECRET looks like an example; make one with: openssl rand -hex 32$/,
  },
  {
    what: 'a database of a kind that is not spoken here',
    words: ['start'],
    env: () => ({ DATABASE_URL: 'mysql://127.0.0.1/anling' }),
    says: /^DATABASE_URL: must match pattern/,
  },
  {
    what: 'a database server that does not answer',
    words: ['start'],
    env: () => ({ DATABASE_URL: 'postgres://anling:hush@127.0.0.1:9/anling', ANLING_DATA: at('keys') }),
    says: /^The database anling on 127\.0\.0\.1:9 cannot be used: connect ECONNREFUSED/,
  },
  {
    what: 'a data folder that is a file',
    words: ['start'],
    env: () => ({ ANLING_DATA: aFile() }),
    says: /^The data folder .* cannot be written; choose another or change its owner\.$/,
  },
  {
    what: 'a data folder where nothing can be made',
    words: ['start'],
    env: () => ({ ANLING_DATA: '/proc/anling' }),
    says: /^The data folder \/proc\/anling cannot be written; choose another or change its owner\.$/,
  },
  {
    what: 'a demo folder that is a file',
    words: ['demo', '--quiet', '--data', '/dev/null'],
    says: /^The data folder \/dev\/null cannot be written; choose another or change its owner\.$/,
  },
  {
    what: 'a database of a newer version',
    words: ['start'],
    env: () => ({ ANLING_DATA: newerFolder() }),
    says: /^The database .* cannot be used: the database was written by a newer version of Anling; start that version/,
  },
  {
    what: 'keys that are none',
    words: ['start'],
    env: () => ({ ANLING_DATA: folderWith('keys', 'keys.json', '{"pepper":"x"}') }),
    says: /^The file .*keys\.json does not hold the keys of this installation/,
  },
  {
    what: 'a demo in the folder of a real installation',
    words: ['demo', '--quiet', '--data'],
    env: () => ({}),
    says: /^The folder .* holds a database that is not a demo's; give the demo a folder of its own\.$/,
  },
  {
    what: 'an account with a short password',
    words: ['user', '--user', 'x', '--name', 'x'],
    says: /^The password needs at least 12 characters; give it on standard input\.$/,
  },
]

function wordsOf({ words }: Case): readonly string[] {
  return words.at(-1) === '--data' ? [...words, realInstallation()] : words
}

function realInstallation(): string {
  void openFile(at('real'), { onFatal: () => {} }).close()
  return at('real')
}

describe('the program says in one sentence what is wrong, and ends', () => {
  let endings: readonly Ended[]
  beforeAll(async () => {
    // All at once: most of each second is spent loading the same modules.
    endings = await Promise.all(
      CASES.map((one) => runProgram(wordsOf(one), { env: { ...FREE, ...one.env?.() }, input: 'short' }).ended()),
    )
  }, 60_000)

  it.each(CASES.map(({ what }, n) => ({ what, n })))('$what', ({ n }) => {
    const { how, out, err } = endings[n] as Ended
    const [sentence = ''] = err.split('\n')
    expect(sentence).toMatch((CASES[n] as Case).says)
    expect(err).not.toMatch(/^\s+at /m)
    expect([how, out]).toEqual([1, ''])
  })
})
