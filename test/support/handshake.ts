import { X509Certificate } from 'node:crypto'
import { type ConnectionOptions, connect } from 'node:tls'

/** Shakes hands on this port of the loopback and lets go; resolves with the fingerprint that was shown. */
export function shownOn(port: number, ca: string, options: ConnectionOptions = {}): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca, ...options }, () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256)
      socket.destroy()
    })
    socket.once('error', reject)
  })
}

export function fingerprintOf({ cert }: { readonly cert: string }): string {
  return new X509Certificate(cert).fingerprint256
}
