import { Button, Form, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureText } from '../../failure.tsx'

interface Props<V> {
  readonly title: string
  /** What will happen. */
  readonly lead: ReactNode
  readonly submit: string
  /** Cannot be taken back. */
  readonly grave?: boolean
  readonly error: unknown
  readonly busy: boolean
  readonly yes: (values: V) => void
  readonly close: () => void
  /** What has to be filled in first. */
  readonly children?: ReactNode
}

/** Asks before something is done that others will feel. */
export function AskDialog<V>({ title, lead, submit, grave = false, error, busy, yes, close, children }: Props<V>) {
  const { t } = useTranslation()
  return (
    <Modal open title={title} footer={null} onCancel={close} destroyOnHidden width={520}>
      <p className="dialog-lead">{lead}</p>
      <Form<V> layout="vertical" requiredMark={false} onFinish={yes}>
        {children}
        <FailureText error={error} />
        <div className="dialog-buttons">
          <Button onClick={close}>{t('form.cancel')}</Button>
          <Button type="primary" htmlType="submit" danger={grave} loading={busy}>
            {submit}
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
