import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureWords } from '../../shared/api/failure-words.ts'
import { Refusal } from '../../shared/api/refusal.ts'
import { Field } from './field.tsx'
import type { PairingWork } from './use-pairing.ts'

/** The address first, so that nobody ties a unit to the home next door. */
export function DeviceForm({ work }: { readonly work: PairingWork }) {
  const { t } = useTranslation()
  const words = useFailureWords()
  const [deviceId, setDeviceId] = useState('')
  const left = work.error instanceof Refusal ? work.error.detail.triesLeft : undefined
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void work.install(deviceId.trim())
      }}
    >
      <section className="place" aria-label={t('pairing.address')}>
        <p className="hint">{t('pairing.address')}</p>
        <p className="address">{work.pairing?.address}</p>
        <p className="hint">{t('pairing.checkAddress')}</p>
      </section>
      <Field
        label={t('pairing.device')}
        hint={t('pairing.deviceHint')}
        value={deviceId}
        shape={{ maxLength: 64, autoCapitalize: 'none' }}
        onChange={setDeviceId}
      />
      <p className="failure" role="alert">
        {work.error ? words(work.error) : ''} {typeof left === 'number' ? t('pairing.triesLeft', { count: left }) : ''}
      </p>
      <button type="submit" className="main-button" disabled={work.isBusy}>
        {t(work.isBusy ? 'pairing.working' : 'pairing.pair')}
      </button>
    </form>
  )
}
