/** Settings in their order: most hold for the broker, those below a `listener` for that one. */
type Line = readonly [name: string, value: string]

/** A broker that has not saved for so long has as much to forget. Seconds. */
const LONGEST_UNSAVED_S = 60
/** Changes after which it saves, where it counts changes instead of seconds. */
const MOST_UNSAVED = 100
/** What a link of the house may find waiting after a short absence: that many messages, of so many bytes in all. */
const QUEUED_MESSAGES = 2_000
const QUEUED_BYTES = 4 * 1024 * 1024
/** The largest packet of a device (device protocol §3). Bytes. */
const PACKET_BYTES = 64 * 1024
/** Fewer under way at once, and a lamp waits for the receipt before it. */
const INFLIGHT_MESSAGES = 10

const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|localhost)$/

/**
 * Reads a mosquitto.conf for what loses messages or lets strangers in. Files it includes are not read.
 * @returns one sentence per finding; none when all is well
 */
export function mosquittoFindings(text: string): string[] {
  const lines = linesOf(text)
  const last = (name: string): string | undefined => lines.findLast(([key]) => key === name)?.[1]
  const number = (name: string, fallback: number): number => Number(last(name) ?? fallback)
  const findings: string[] = []
  if (last('persistence') !== 'true')
    findings.push('persistence is not true: every restart of the broker forgets what waits for the house.')
  findings.push(...saving(number('autosave_interval', 1800), last('autosave_on_changes') === 'true'))
  for (const [name, fallback, least, means] of LIMITS) {
    const value = number(name, fallback)
    if (value !== 0 && value < least) findings.push(`${name} is ${value}: ${means}`)
  }
  if (lines.some(([name, value]) => name === 'allow_anonymous' && value === 'true'))
    findings.push('allow_anonymous is true: anybody may press for anybody.')
  return [...findings, ...openListeners(lines)]
}

/** Name, Mosquitto's default, the least that serves (0 means no limit), and what less than that does. */
const LIMITS: readonly [name: string, fallback: number, least: number, means: string][] = [
  ['max_queued_messages', 1_000, QUEUED_MESSAGES, 'the broker throws away what is above it; 0 means no limit.'],
  ['max_queued_bytes', 0, QUEUED_BYTES, 'the broker throws away what is above it; 0 means no limit.'],
  ['max_inflight_messages', 20, INFLIGHT_MESSAGES, 'receipts and lamps wait for each other; leave it at 20 or more.'],
  ['max_inflight_bytes', 0, 2 * PACKET_BYTES, 'a large packet may never be delivered; 0 means no limit.'],
  ['message_size_limit', 0, PACKET_BYTES, 'the broker throws larger messages away; devices send up to 64 KiB.'],
  ['max_packet_size', 0, PACKET_BYTES, 'the broker cuts off who sends more; devices send up to 64 KiB.'],
]

function linesOf(text: string): Line[] {
  return text.split(/\r?\n/).flatMap((raw): Line[] => {
    const [, name, value = ''] = raw.match(/^\s*([a-z_0-9]+)(?:\s+(.*?))?\s*$/) ?? []
    return name === undefined ? [] : [[name, value]]
  })
}

function saving(interval: number, countsChanges: boolean): string[] {
  if (interval > 0 && interval <= (countsChanges ? MOST_UNSAVED : LONGEST_UNSAVED_S)) return []
  const unit = countsChanges ? 'changes' : 'seconds'
  const limit = countsChanges ? MOST_UNSAVED : LONGEST_UNSAVED_S
  return [`autosave_interval is ${interval} ${unit}: a broker that dies forgets as much; set 1 to ${limit}.`]
}

/** Listeners that others than this machine can reach, and that do not speak TLS. */
function openListeners(lines: readonly Line[]): string[] {
  const listeners: { readonly address: string; readonly open: boolean; encrypted: boolean }[] = []
  for (const [name, value] of lines) {
    if (name === 'listener') {
      const [port = '', host = ''] = value.split(/\s+/)
      listeners.push({ address: `${host || 'any address'}, port ${port}`, open: isOpen(port, host), encrypted: false })
    }
    const current = listeners.at(-1)
    if (current && (name === 'certfile' || name === 'psk_hint')) current.encrypted = true
  }
  return listeners
    .filter(({ open, encrypted }) => open && !encrypted)
    .map(({ address }) => `The listener on ${address} speaks in the clear: secrets of devices can be read on the line.`)
}

/** Port 0 is a socket in the file system. */
function isOpen(port: string, host: string): boolean {
  return port !== '0' && !LOOPBACK.test(host)
}
