import { spawnSync } from 'node:child_process'
import { type Browser, chromium } from 'playwright-core'

/** No calls home, no first-run pages; the sandbox needs rights that build machines do not give. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Starts the browser of this machine.
 * @throws when there is none.
 */
export async function startChromium(): Promise<Browser> {
  const found = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim()
  if (found === '') throw new Error('There is no Chromium here: apt-get install chromium fonts-noto-cjk')
  return chromium.launch({ executablePath: found, args: FLAGS })
}
