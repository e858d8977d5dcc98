import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { FailureText } from '../../failure.tsx'

interface Props {
  readonly error: unknown
  readonly busy: boolean
  readonly submit?: string
  readonly cancel?: () => void
}

/** Below every form: what went wrong, and the buttons. */
export function FormFoot({ error, busy, submit, cancel }: Props) {
  const { t } = useTranslation()
  return (
    <div className="form-foot">
      <FailureText error={error} />
      <Button type="primary" htmlType="submit" loading={busy}>
        {submit ?? t('form.save')}
      </Button>
      {cancel ? <Button onClick={cancel}>{t('form.cancel')}</Button> : null}
    </div>
  )
}
