import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { runSql } from '../store/shell.ts'
import { newFolder } from '../support/folder.ts'
import { endAll, runProgram } from '../support/program.ts'

const folder = newFolder()
afterAll(async () => {
  await endAll()
  folder.remove()
})

/** Stands where systemd's own program stands, and writes down what it is told. */
function standIn(): { readonly path: string; said(): string[] } {
  const file = join(folder.path, 'said')
  writeFileSync(file, '')
  writeFileSync(join(folder.path, 'systemd-notify'), `#!/bin/sh\necho "$1" >> ${file}\n`)
  chmodSync(join(folder.path, 'systemd-notify'), 0o755)
  return { path: `${folder.path}:${process.env.PATH}`, said: () => readFileSync(file, 'utf8').trim().split('\n') }
}

test('under systemd the server says that it is ready, and that it is well once a signal of its own is committed', {
  timeout: 60_000,
}, async () => {
  const systemd = standIn()
  const data = join(folder.path, 'data')
  const env = {
    PATH: systemd.path,
    NOTIFY_SOCKET: '/run/systemd/notify',
    WATCHDOG_USEC: '600000',
    ANLING_DATA: data,
    ANLING_HTTP_PORT: '0',
    ANLING_MQTT_PORT: '0',
    ANLING_LOG_LEVEL: 'error',
  }
  const program = runProgram(['start'], { env })
  await program.firstLine()
  await vi.waitFor(() => expect(systemd.said().length).toBeGreaterThanOrEqual(4), { timeout: 10_000 })
  program.signal('SIGTERM')
  expect(await program.ended()).toMatchObject({ how: 0, err: '' })
  const [ready, ...well] = systemd.said()
  expect([ready, new Set(well)]).toEqual(['READY=1', new Set(['WATCHDOG=1'])])
  const rows = runSql(join(data, 'anling.sqlite'), 'select device_id, kind from signals')
  expect(rows).toEqual([{ device_id: 'anling-self-test', kind: 'online' }])
  expect(runSql(join(data, 'anling.sqlite'), 'select count(*) as n from calls')).toEqual([{ n: 0 }])
})

test('without a service manager it says nothing to anybody', { timeout: 60_000 }, async () => {
  const systemd = standIn()
  const env = {
    PATH: systemd.path,
    ANLING_DATA: join(folder.path, 'other'),
    ANLING_HTTP_PORT: '0',
    ANLING_MQTT_PORT: '0',
  }
  const program = runProgram(['start'], { env: { ...env, ANLING_LOG_LEVEL: 'error' } })
  await program.firstLine()
  program.signal('SIGTERM')
  await program.ended()
  expect(systemd.said()).toEqual([''])
})
