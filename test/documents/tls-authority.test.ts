import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkPair, readPair } from '../../server/tls/pair.ts'
import { type Folder, newFolder } from '../support/folder.ts'

const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8')
const DAY_MS = 86_400_000

/** The block of the page that begins with this word, line by line. */
function commandsFrom(word: string): string[] {
  const blocks = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
  return (blocks.find((block) => block.startsWith(word)) ?? '').trimEnd().split('\n')
}

describe('the authority of docs/operations.md', () => {
  let folder: Folder
  let said: string[]
  beforeAll(() => {
    folder = newFolder()
    const run = (line: string) =>
      execFileSync('sh', ['-euc', line], { cwd: folder.path, encoding: 'utf8', stdio: 'pipe' })
    said = commandsFrom('openssl').map(run)
  })
  afterAll(() => folder.remove())

  it('makes an authority and a certificate in six commands', () => {
    expect(said).toHaveLength(6)
    expect(said[4]).toBe('server.pem: OK\n')
  })

  it('makes what the server takes, and what the last command prints is what it logs', () => {
    const files = { certificate: `${folder.path}/server.pem`, key: `${folder.path}/server.key` }
    const { fingerprint, validTo } = checkPair(readPair(files), files, Date.now())
    expect(said[5]).toContain(`Fingerprint=${fingerprint}`)
    expect(Math.round((validTo - Date.now()) / DAY_MS)).toBe(397)
  })

  it('makes a certificate that vouches for the house and for nobody else', () => {
    const show = ['x509', '-in', 'server.pem', '-noout', '-text']
    const text = execFileSync('openssl', show, { cwd: folder.path, encoding: 'utf8' })
    expect(text).toContain('CA:FALSE')
    expect(text).toContain('TLS Web Server Authentication')
    expect(text).toContain('DNS:anling.example, IP Address:192.0.2.10')
  })

  it('leaves both keys readable by their owner alone', () => {
    const modes = ['ca.key', 'server.key'].map((file) => statSync(`${folder.path}/${file}`).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600])
  })
})
