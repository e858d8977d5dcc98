import { connect, type Socket } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { houseClock } from '../../server/clock.ts'
import { type Listener, listen } from '../../server/intake/listener.ts'
import { type Certificate, openCertificate } from '../../server/tls/certificate.ts'
import { newAuthority } from '../support/certificates.ts'
import { type Folder, newFolder } from '../support/folder.ts'

let folder: Folder
let certificate: Certificate
let listener: Listener
let taken: Socket[]
beforeEach(async () => {
  folder = newFolder()
  const { certFile, keyFile } = newAuthority(folder.path, 'own').issue('house')
  const files = { certificate: certFile, key: keyFile }
  certificate = openCertificate(files, houseClock(), pino({ level: 'silent' }))
  taken = []
})
afterEach(() => {
  listener.close()
  certificate.stop()
  folder.remove()
})

const start = async (handshakeMs: number): Promise<void> => {
  const onSocket = (socket: Socket) => void taken.push(socket)
  listener = await listen({ host: '127.0.0.1', port: 0, certificate, handshakeMs, onSocket })
}

/** Connects, and says nothing unless it is told to. */
function stranger() {
  const socket = connect(listener.port, '127.0.0.1')
  socket.on('error', () => {})
  return { socket, closed: new Promise<void>((resolve) => socket.once('close', () => resolve())) }
}

test('a stranger who never shakes hands is cut, and was never let in', async () => {
  await start(20)
  await stranger().closed
  expect(taken).toEqual([])
})

test('whoever is still shaking hands is cut when the house closes', async () => {
  await start(600_000)
  const { socket, closed } = stranger()
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  socket.write(Buffer.from([0x16, 0x03, 0x01]))
  listener.close()
  await closed
  expect(taken).toEqual([])
})
