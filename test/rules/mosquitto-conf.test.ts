import { describe, expect, test } from 'vitest'
import { mosquittoFindings } from '../../server/intake/outside/mosquitto-conf.ts'
import { shownConfig } from '../support/mosquitto.ts'

const SOUND = 'persistence true\nautosave_interval 30\nmax_queued_messages 0\nlistener 1883 127.0.0.1\n'

describe('a mosquitto.conf', () => {
  test('that docs/operations.md shows has nothing to find', () => {
    expect(mosquittoFindings(shownConfig())).toEqual([])
    expect(mosquittoFindings(SOUND)).toEqual([])
  })

  test('that is empty has Mosquitto’s own settings, and those lose messages', () => {
    expect(mosquittoFindings('').map(firstWord)).toEqual(['persistence', 'autosave_interval', 'max_queued_messages'])
  })

  test.each([
    ['persistence false', 'persistence is not true'],
    ['autosave_interval 1800', 'autosave_interval is 1800 seconds'],
    ['autosave_interval 0', 'autosave_interval is 0 seconds'],
    ['autosave_interval 5000\nautosave_on_changes true', 'autosave_interval is 5000 changes'],
    ['max_queued_messages 100', 'max_queued_messages is 100'],
    ['max_queued_messages 1999', 'max_queued_messages is 1999'],
    ['max_queued_bytes 65536', 'max_queued_bytes is 65536'],
    ['max_inflight_messages 1', 'max_inflight_messages is 1'],
    ['max_inflight_bytes 1000', 'max_inflight_bytes is 1000'],
    ['message_size_limit 1024', 'message_size_limit is 1024'],
    ['max_packet_size 20000', 'max_packet_size is 20000'],
    ['allow_anonymous true', 'allow_anonymous is true'],
    ['listener 1883', 'The listener on any address, port 1883 speaks in the clear'],
    ['listener 1883 192.0.2.1', 'The listener on 192.0.2.1, port 1883 speaks in the clear'],
    ['listener 8883\ncertfile a.pem\nlistener 1884 ::', 'The listener on ::, port 1884 speaks in the clear'],
  ])('with %j is told so in one sentence', (line, sentence) => {
    const findings = mosquittoFindings(`${SOUND}${line}\n`)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toContain(sentence)
  })

  test.each([
    '# persistence false',
    '  #max_queued_messages 1',
    'autosave_interval 100\nautosave_on_changes true',
    'max_queued_messages 2000',
    'max_queued_bytes 0',
    'message_size_limit 65536',
    'allow_anonymous false',
    'listener 8883\nprotocol mqtt\ncertfile a.pem\nkeyfile a.key',
    'listener 8883\npsk_hint anling',
    'listener 1884 ::1',
    'listener 0 /run/mosquitto.sock',
    'a line that is none\r\n\tlog_type all\r\n',
  ])('with %j is in order', (line) => {
    expect(mosquittoFindings(`${SOUND}${line}\n`)).toEqual([])
  })
})

const firstWord = (sentence: string): string => sentence.split(' ')[0] ?? ''
