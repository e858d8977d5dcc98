import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { build } from 'vite'
import { packageRoot } from '../../server/root.ts'
import { serverBuild } from '../../vite.server.config.ts'
import { newFolder } from '../support/folder.ts'

/** A change to one place of the source: `find` must stand there exactly once, or the copy is refused. */
export interface Patch {
  /** Path from the root of the project. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** The product, built in a folder of its own, so that a process starts fast and a patch touches nobody's source. */
export interface ProductCopy {
  readonly main: string
  /** A program that tests start beside it. */
  readonly generator: string
  remove(): void
}

/** What is built: the product, and what the tests start beside it. */
const SOURCES = ['server', 'device-sim', 'test/crash', 'test/storm'] as const
const GENERATOR = 'test/storm/generator'

/** Sources by their path; read once, so that every copy of a run is of one state of the source. */
let sources: ReadonlyMap<string, string> | undefined

/**
 * A copy of the product with these patches, built as the product is.
 * @throws Error when an anchor is missing or not unique: the source moved on and the patch would prove nothing
 */
export async function productCopy(patches: readonly Patch[] = []): Promise<ProductCopy> {
  sources ??= readSources()
  const changed = patched(sources, patches)
  const folder = newFolder()
  for (const [path, text] of sources) write(join(folder.path, path), changed.get(path) ?? text)
  copyFileSync(join(packageRoot, 'package.json'), join(folder.path, 'package.json'))
  for (const name of ['node_modules', 'drizzle']) symlinkSync(join(packageRoot, name), join(folder.path, name))
  await build(serverBuild(folder.path, { [GENERATOR]: `${GENERATOR}.ts` }))
  const dist = join(folder.path, 'dist')
  return { main: join(dist, 'server/main.js'), generator: join(dist, `${GENERATOR}.js`), remove: folder.remove }
}

/** Sources after their patches; several patches of one file are applied one after the other. */
function patched(sources: ReadonlyMap<string, string>, patches: readonly Patch[]): Map<string, string> {
  const texts = new Map<string, string>()
  for (const { file, find, replace } of patches) {
    const text = texts.get(file) ?? sources.get(file) ?? ''
    const times = text.split(find).length - 1
    if (times !== 1) throw new Error(`${file} holds ${times} times, not once: ${find}`)
    texts.set(
      file,
      text.replace(find, () => replace),
    )
  }
  return texts
}

function readSources(): ReadonlyMap<string, string> {
  const files = SOURCES.flatMap((source) => filesUnder(join(packageRoot, source)))
  return new Map(files.map((file) => [relative(packageRoot, file), readFileSync(file, 'utf8')]))
}

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
  return files.map((entry) => join(entry.parentPath, entry.name))
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
