import type { Server } from 'node:tls'
import type { Logger } from 'pino'
import { type Clock, toIso } from '../clock.ts'
import { Unusable } from '../problem.ts'
import { checkPair, type Pair, type PairFiles, type PairText, readPair } from './pair.ts'

/** How often the files are looked at. Milliseconds. */
const LOOK_MS = 60_000
const DAY_MS = 86_400_000
/** From so many days before the end the log warns once a day. */
const WARN_DAYS = 14

/** The certificate the house shows, kept fresh from its files. */
export interface Certificate {
  /** What a new listener begins with. */
  readonly context: Pair['context']
  /** From now on this listener shows every renewed certificate too; connections that are open stay as they are. */
  follow(server: Server): void
  /** Looks at the files now: a good new pair goes live, a bad one is refused and the old one stays. */
  look(): void
  stop(): void
}

/**
 * Reads the pair and looks again every minute. The bytes are compared, not the times of the files: renewal tools swap
 * links, and a file written twice within a tick of the file system keeps its time.
 * @throws Unusable when the pair cannot be used
 */
export function openCertificate(files: PairFiles, clock: Clock, logger: Logger): Certificate {
  let live = checkPair(readPair(files), files, clock.now())
  let refused = ''
  let warned = WARN_DAYS
  const servers = new Set<Server>()
  logger.info(facts(live), 'TLS with this certificate')
  watchTheEnd()
  const stopLooking = clock.every(LOOK_MS, look)

  function look(): void {
    try {
      const found = readPair(files)
      if (!isSame(found, live.context)) goLive(checkPair(found, files, clock.now()))
      refused = ''
    } catch (fault) {
      refuse(fault)
    }
    watchTheEnd()
  }

  function goLive(pair: Pair): void {
    for (const server of servers) server.setSecureContext(pair.context)
    live = pair
    warned = WARN_DAYS
    logger.info(facts(live), 'the renewed certificate is live')
  }

  /** Told once, not every minute. A pair that was refused for its date or half written is looked at again. */
  function refuse(fault: unknown): void {
    const reason = fault instanceof Error ? fault.message : String(fault)
    if (reason === refused) return
    refused = reason
    const about = fault instanceof Unusable ? { reason } : { err: fault }
    logger.error({ ...about, live: facts(live) }, 'the certificate files cannot be used; the old certificate stays')
  }

  function watchTheEnd(): void {
    const days = Math.floor((live.validTo - clock.now()) / DAY_MS)
    if (days >= warned) return
    warned = days
    if (days < 0) logger.error(facts(live), 'the certificate has expired; devices and browsers refuse it')
    else logger.warn({ ...facts(live), days }, 'the certificate ends soon; renew it')
  }

  return {
    get context() {
      return live.context
    },
    follow(server) {
      servers.add(server)
      server.once('close', () => servers.delete(server))
    },
    look,
    stop: stopLooking,
  }
}

function isSame(one: PairText, other: PairText): boolean {
  return one.cert === other.cert && one.key === other.key
}

/** All that the log may hold of a certificate. */
function facts({ fingerprint, validFrom, validTo }: Pair) {
  return { fingerprint, validFrom: toIso(validFrom), validTo: toIso(validTo) }
}
