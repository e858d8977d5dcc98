import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port of the loopback that nobody listens on just now, for a program that has to be told one. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('no free port')
  return address.port
}
