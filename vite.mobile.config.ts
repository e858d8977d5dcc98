import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const path = (below: string): string => fileURLToPath(new URL(below, import.meta.url))

/** Pages for phones: one small bundle without Ant Design, built for old ones and for WeChat's browser. */
export default defineConfig({
  root: path('./web/mobile'),
  base: '/m/',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: path('./dist/mobile'),
    emptyOutDir: true,
    target: ['chrome80', 'safari13'],
    rolldownOptions: {
      // Also what the builder would let pass: syntax that such a phone cannot read.
      onLog(level, log) {
        if (level === 'warn') throw new Error(log.message)
      },
    },
  },
})
