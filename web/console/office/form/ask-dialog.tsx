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
  /** A closer word for the error than the catalogue has. */
  readonly fault?: string
  readonly busy: boolean
  readonly yes: (values: V) => void
  readonly close: () => void
  /** What the form begins with. */
  readonly initial?: Readonly<Record<string, unknown>>
  /** What has to be filled in first. */
  readonly children?: ReactNode
}

/** Asks before something is done that others will feel. */
export function AskDialog<V>(props: Props<V>) {
  const { title, lead, submit, grave = false, error, fault, busy, yes, close, initial, children } = props
  const { t } = useTranslation()
  return (
    <Modal open title={title} footer={null} onCancel={close} destroyOnHidden width={520}>
      {lead === null ? null : <p className="dialog-lead">{lead}</p>}
      <Form<V> layout="vertical" requiredMark={false} onFinish={yes} {...(initial && { initialValues: initial })}>
        {children}
        <FailureText error={error} {...(fault !== undefined && { words: fault })} />
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
