import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const path = (below: string): string => fileURLToPath(new URL(below, import.meta.url))

/** What only the office's pages are made of, by the folder it lies in; it comes with them, and the desk does not wait for it. */
const OFFICE =
  '(table|select|pagination|virtual-list|input-number|mini-decimal|radio|checkbox|tree|empty|spin|qrcode|dijkstrajs)'
const DESK_ANTD = new RegExp(
  String.raw`node_modules[\\/](antd|@ant-design|@rc-component|@emotion|dayjs)[\\/](?!(es[\\/])?${OFFICE}[\\/])`,
)
const DESK_VENDOR = new RegExp(String.raw`node_modules[\\/](?!${OFFICE}[\\/])(?!(antd|@rc-component)[\\/])`)

/** The server that `npm run dev` of the console talks to. */
const SERVER = process.env.ANLING_DEV_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: path('./web/console'),
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: path('./dist/web'),
    emptyOutDir: true,
    // The library that draws is a little larger than what is usually worth a warning, and fetched where it draws.
    chunkSizeWarningLimit: 550,
    target: ['chrome111', 'firefox115', 'safari16.4'],
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 4 },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            { name: 'antd', test: DESK_ANTD, priority: 2 },
            { name: 'vendor', test: DESK_VENDOR, priority: 1 },
            { name: 'office', test: /node_modules[\\/]/, priority: 0 },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': { target: SERVER, ws: true, changeOrigin: false } },
  },
})
