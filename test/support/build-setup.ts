import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** Builds what is missing in dist/ or older than its sources, so that no test runs what the product was. */
export function setup(): void {
  const { status } = spawnSync(process.execPath, ['server/bootstrap.mjs', 'build'], { cwd: root, stdio: 'inherit' })
  if (status !== 0) throw new Error('The product could not be built.')
}
