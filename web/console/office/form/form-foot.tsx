import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureText } from '../../failure.tsx'

interface Props {
  readonly error: unknown
  readonly busy: boolean
  readonly submit?: string
  readonly cancel?: () => void
  /** Further buttons. */
  readonly children?: ReactNode
}

/** Below every form: what went wrong, and the buttons. */
export function FormFoot({ error, busy, submit, cancel, children }: Props) {
  const { t } = useTranslation()
  return (
    <div className="form-foot">
      <FailureText error={error} />
      <Button type="primary" htmlType="submit" loading={busy}>
        {submit ?? t('form.save')}
      </Button>
      {children}
      {cancel ? <Button onClick={cancel}>{t('form.cancel')}</Button> : null}
    </div>
  )
}
