import { useTranslation } from 'react-i18next'
import type { Device } from '#contract/registry'
import { stopwatch } from '../../shared/clock/durations.ts'
import { useSecond } from '../../shared/clock/server-clock.ts'
import { Glyph } from '../../shared/controls/glyph.tsx'

const LOW_BATTERY = 20

/** What stands in the home and whether it can still be heard. */
export function Devices({ devices }: { readonly devices: readonly Device[] }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="devices-title">
      <h3 id="devices-title">{t('contacts.devices')}</h3>
      {devices.length === 0 ? <p className="faint">{t('contacts.noDevices')}</p> : null}
      <ul className="devices">
        {devices.map((device) => (
          <DeviceLine key={device.id} device={device} />
        ))}
      </ul>
    </section>
  )
}

function DeviceLine({ device }: { readonly device: Device }) {
  const { t } = useTranslation()
  const low = device.battery !== null && device.battery < LOW_BATTERY
  return (
    <li className="device">
      <Glyph name="device" />
      <span className="device-name">
        {device.model} <span className="faint">{device.id}</span>
      </span>
      <span className="device-facts">
        {device.mains === null ? null : <span>{device.mains ? t('contacts.mainsOn') : t('contacts.mainsOff')}</span>}
        {device.battery === null ? null : (
          <span className={low ? 'oddity' : undefined}>{t('contacts.battery', { value: device.battery })}</span>
        )}
        {device.rssi === null ? null : <span>{t('contacts.signal', { value: device.rssi })}</span>}
        <LastSeen at={device.lastSeenAt} />
      </span>
    </li>
  )
}

function LastSeen({ at }: { readonly at: string | null }) {
  const { t } = useTranslation()
  const second = useSecond()
  if (at === null) return <span>{t('contacts.neverSeen')}</span>
  return <span>{t('contacts.lastSeen', { time: stopwatch(second - Math.floor(Date.parse(at) / 1000)) })}</span>
}
