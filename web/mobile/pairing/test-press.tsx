import { useTranslation } from 'react-i18next'
import { Glyph } from '../../shared/controls/glyph.tsx'
import type { PairingWork } from './use-pairing.ts'

function clockTime(at: string | null, language: string): string {
  return at === null ? '' : new Date(at).toLocaleTimeString(language, { hour12: false })
}

/** The proof: a press of this unit, in this home, has gone the whole way. */
export function TestPress({ work }: { readonly work: PairingWork }) {
  const { t, i18n } = useTranslation()
  const { pairing, isLost } = work
  if (pairing === null) return null
  const { address, deviceId, testUntil, testedAt } = pairing
  return (
    <>
      <section className="place" aria-label={t('pairing.address')}>
        <p className="address">{address}</p>
        <p className="hint">{deviceId}</p>
      </section>
      <div role="status" className="proof" data-arrived={testedAt !== null || undefined}>
        {testedAt === null ? (
          <>
            <h2>{t('pairing.press')}</h2>
            <p>{t('pairing.pressHint', { until: clockTime(testUntil, i18n.language) })}</p>
            <p className="hint">{t(isLost ? 'pairing.lost' : 'pairing.waiting')}</p>
          </>
        ) : (
          <>
            <h2>
              <Glyph name="check" />
              {t('pairing.arrived')}
            </h2>
            <p>{t('pairing.arrivedAt', { at: clockTime(testedAt, i18n.language), device: deviceId ?? '' })}</p>
          </>
        )}
      </div>
      {testedAt === null ? null : (
        <button type="button" className="main-button" onClick={work.startOver}>
          {t('pairing.another')}
        </button>
      )}
    </>
  )
}
