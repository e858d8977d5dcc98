import { execFile } from 'node:child_process'

/** What systemd hands to a service that it watches (sd_notify(3), sd_watchdog_enabled(3)). */
export interface ServiceManager {
  /** Half of what it waits before it starts another process. Milliseconds; null when it does not watch. */
  readonly feedMs: number | null
  ready(): void
  feed(): void
}

/**
 * The service manager behind this process, or null when nobody manages it. Node has no datagram sockets of that kind, so
 * systemd's own program speaks for us: the unit needs `NotifyAccess=all` (docs/operations.md).
 */
export function serviceManager(
  env: Readonly<Record<string, string | undefined>>,
  onFault: (fault: unknown) => void,
): ServiceManager | null {
  if (!env.NOTIFY_SOCKET) return null
  const say = (word: string): void => void execFile('systemd-notify', [word], (fault) => fault && onFault(fault))
  const patienceUs = Number(env.WATCHDOG_USEC)
  return {
    feedMs: patienceUs > 0 ? patienceUs / 2_000 : null,
    ready: () => say('READY=1'),
    feed: () => say('WATCHDOG=1'),
  }
}
