import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { packageRoot } from '../../server/root.ts'
import { newFolder } from '../support/folder.ts'

/** A change to one place of the source: `find` must stand there exactly once, or the copy is refused. */
export interface Patch {
  /** Path from the root of the project. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** The product, compiled to a folder of its own, so that a process starts fast and a patch touches nobody's source. */
export interface ProductCopy {
  readonly main: string
  remove(): void
}

/** What is compiled: the product, and the programs that tests start beside it. */
const SOURCES = ['server', 'test/crash', 'test/storm'] as const

/** Sources by their path; read and compiled once, so that every copy of a run is of one state of the source. */
interface Original {
  readonly sources: ReadonlyMap<string, string>
  readonly compiled: ReadonlyMap<string, string>
}
let original: Original | undefined

/**
 * A copy of the product with these patches.
 * @throws Error when an anchor is missing or not unique: the source moved on and the patch would prove nothing
 */
export function productCopy(patches: readonly Patch[] = []): ProductCopy {
  original ??= readOriginal()
  const changed = patched(original.sources, patches)
  const folder = newFolder()
  for (const [path, text] of original.compiled) {
    const source = changed.get(path)
    write(folder.path, path, source === undefined ? text : compile(path, source))
  }
  copyFileSync(join(packageRoot, 'package.json'), join(folder.path, 'package.json'))
  for (const name of ['node_modules', 'drizzle']) symlinkSync(join(packageRoot, name), join(folder.path, name))
  return { main: join(folder.path, 'dist', 'server', 'main.js'), remove: folder.remove }
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

function readOriginal(): Original {
  const files = SOURCES.flatMap((source) => filesUnder(join(packageRoot, source)))
  const sources = new Map(files.map((file) => [relative(packageRoot, file), readFileSync(file, 'utf8')]))
  return { sources, compiled: new Map([...sources].map(([path, text]) => [path, compile(path, text)])) }
}

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
  return files.map((entry) => join(entry.parentPath, entry.name))
}

function compile(path: string, text: string): string {
  if (!path.endsWith('.ts')) return text
  const { outputText } = ts.transpileModule(text, {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  })
  return outputText
}

function write(folder: string, path: string, text: string): void {
  const file = join(folder, 'dist', path.replace(/\.ts$/, '.js'))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
