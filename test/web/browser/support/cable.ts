import { connect, createServer, type Socket } from 'node:net'

/** The stretch of network between one browser and the server, which a story can cut. */
export interface Cable {
  /** Address of the server as seen from this end. */
  readonly url: string
  /**
   * Cuts the live feed and lets everything else through.
   * `silent`: nothing arrives any more and nobody is told, as with a pulled plug. `reset`: both ends are told.
   * @returns when it was cut, epoch milliseconds
   */
  cut(how: 'silent' | 'reset'): number
  mend(): void
  /** Everything the live feed brings from the server comes this much later. Milliseconds. */
  delay(ms: number): void
  stop(): Promise<void>
}

interface Line {
  readonly near: Socket
  readonly far: Socket
}

const FEED = /^GET \/api\/live[ ?]/

/** Lays a cable to a server on this machine. Which connection is the feed is told by its first line. */
export async function layCable(to: string): Promise<Cable> {
  const feeds = new Set<Line>()
  const all = new Set<Socket>()
  let state: 'whole' | 'silent' | 'reset' = 'whole'
  let late = 0

  function plug(near: Socket, first: Buffer): void {
    const isFeed = FEED.test(first.toString('latin1'))
    if (isFeed && state === 'reset') {
      near.resetAndDestroy()
      return
    }
    const far = connect(Number(new URL(to).port), '127.0.0.1')
    all.add(far)
    const line: Line = { near, far }
    if (isFeed) feeds.add(line)
    const dead = (): boolean => isFeed && state !== 'whole'
    far.write(first)
    near.on('data', (bytes) => {
      if (!dead()) far.write(bytes)
    })
    far.on('data', (bytes) => {
      if (dead()) return
      if (isFeed && late > 0) setTimeout(() => near.write(bytes), late)
      else near.write(bytes)
    })
    // A plug that was pulled tells nobody when the other end gives up.
    const hangUp = (other: Socket) => () => {
      if (!(isFeed && state === 'silent')) other.destroy()
    }
    near.on('close', hangUp(far))
    far.on('close', hangUp(near))
    for (const end of [near, far]) end.on('error', () => end.destroy())
  }

  const server = createServer((near) => {
    all.add(near)
    near.once('data', (first) => plug(near, first as Buffer))
    near.on('error', () => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  return {
    url: `http://127.0.0.1:${port}`,
    cut(how) {
      state = how
      if (how === 'reset') for (const { near, far } of feeds) for (const end of [near, far]) end.resetAndDestroy()
      return Date.now()
    },
    mend() {
      state = 'whole'
      // What was under way while the plug was out is lost for good.
      for (const { near, far } of feeds) for (const end of [near, far]) end.destroy()
      feeds.clear()
    },
    delay(ms) {
      late = ms
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of all) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
