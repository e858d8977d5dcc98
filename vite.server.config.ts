import { fileURLToPath } from 'node:url'
import { defineConfig, type InlineConfig } from 'vite'

const HERE = fileURLToPath(new URL('.', import.meta.url))

/** The programs: by their place in `dist/`, what they are made of. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'server/main': 'server/main.ts',
  'server/sheet-worker': 'server/sheets/sheet-worker.ts',
  'device-sim/main': 'device-sim/main.ts',
}

/** Compiled for the machine, or optional and not there; they stay in node_modules. */
const NATIVE = ['better-sqlite3', '@node-rs/argon2', 'pg-native', 'bufferutil', 'utf-8-validate']

/**
 * The server and what it uses as a few files (docs/adr/0021): a process that was killed takes presses again half a
 * second earlier than when it has to find two thousand. `root`: the folder whose sources are built, into its `dist/`.
 */
export function serverBuild(root: string, programs: Readonly<Record<string, string>> = {}): InlineConfig {
  const input = Object.entries({ ...PROGRAMS, ...programs }).map(([place, source]) => [place, `${root}/${source}`])
  return {
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: NATIVE },
    build: {
      ssr: true,
      target: 'node20',
      outDir: 'dist',
      // The consoles lie beside it.
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(input),
        output: { entryFileNames: '[name].js', chunkFileNames: 'server/parts/[name].js' },
      },
    },
  }
}

export default defineConfig(serverBuild(HERE))
