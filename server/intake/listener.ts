import { createServer as createPlainServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { Certificate } from '../tls/certificate.ts'

export interface ListenerOptions {
  readonly host: string
  readonly port: number
  /** Null: in the clear, which the settings allow on the loopback only. */
  readonly certificate: Certificate | null
  /** A stranger has this long for the TLS handshake. Milliseconds. */
  readonly handshakeMs: number
  /** A connection whose bytes can be read: past the handshake where there is one. */
  readonly onSocket: (socket: Socket) => void
}

export interface Listener {
  readonly port: number
  /** Takes no more connections and cuts those there are. */
  close(): void
}

/** Listens for devices, by TLS when there is a certificate. */
export async function listen({ host, port, certificate, ...options }: ListenerOptions): Promise<Listener> {
  const sockets = new Set<Socket>()
  const server = certificate ? tlsServer(certificate, options) : createPlainServer({ noDelay: true }, options.onSocket)
  // With TLS this is the connection below: one that is still shaking hands is cut at the end too.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, 4096, () => resolve())
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function tlsServer(
  certificate: Certificate,
  { handshakeMs, onSocket }: Pick<ListenerOptions, 'handshakeMs' | 'onSocket'>,
): Server {
  const options = { ...certificate.context, handshakeTimeout: handshakeMs, noDelay: true }
  const server = createTlsServer(options, onSocket)
  // A scanner, a device with another authority, a browser on the wrong port: nothing of ours failed, so no more than this.
  server.on('tlsClientError', (_fault, socket) => socket.destroy())
  certificate.follow(server)
  return server
}
