import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureWords } from '../../shared/api/failure-words.ts'
import { Field } from './field.tsx'
import type { PairingWork } from './use-pairing.ts'

/** What stands behind `#` in the address never reaches a server's log. */
const codeInAddress = (): string => decodeURIComponent(location.hash.slice(1))

export function CodeForm({ work }: { readonly work: PairingWork }) {
  const { t } = useTranslation()
  const words = useFailureWords()
  const [code, setCode] = useState(codeInAddress)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void work.enter(code)
      }}
    >
      <Field
        label={t('pairing.code')}
        hint={t('pairing.codeHint')}
        value={code}
        shape={{ minLength: 10, maxLength: 32, autoCapitalize: 'characters' }}
        onChange={setCode}
      />
      <p className="failure" role="alert">
        {work.error ? words(work.error) : ''}
      </p>
      <button type="submit" className="main-button" disabled={work.isBusy}>
        {t(work.isBusy ? 'pairing.working' : 'pairing.next')}
      </button>
    </form>
  )
}
