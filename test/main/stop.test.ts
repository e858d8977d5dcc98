import { expect, test } from 'vitest'
import { newFolder } from '../support/folder.ts'
import { runProgram } from '../support/program.ts'

test('a server that is asked to end the moment it says that it listens ends politely', {
  timeout: 60_000,
}, async () => {
  const folder = newFolder()
  const env = { ANLING_DATA: folder.path, ANLING_HTTP_PORT: '0', ANLING_MQTT_PORT: '0', ANLING_LOG_LEVEL: 'error' }
  const program = runProgram(['start'], { env })
  await program.firstLine()
  program.signal('SIGTERM')
  expect(await program.ended()).toMatchObject({ how: 0, err: '' })
  folder.remove()
})
