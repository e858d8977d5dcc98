import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import { WaitingStrip } from '../attention/waiting-strip.tsx'
import { closeDialog } from '../dialogs.ts'
import { FailureText } from '../failure.tsx'
import { reopenWith } from './finishing.ts'

const MAX_REASON = 500

export function ReopenDialog({ call }: { readonly call: Call }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const submit = async ({ reason }: { reason: string }): Promise<void> => {
    setBusy(true)
    try {
      await reopenWith(call.id, reason)
      closeDialog()
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal open title={t('call.reopenTitle')} footer={null} onCancel={closeDialog} rootClassName="beside-queue">
      <WaitingStrip />
      <Form layout="vertical" requiredMark={false} onFinish={(values: { reason: string }) => void submit(values)}>
        <Form.Item
          name="reason"
          label={t('call.reopenReason')}
          rules={[{ required: true, whitespace: true, message: t('problem.reason_missing') }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 2 }} maxLength={MAX_REASON} />
        </Form.Item>
        <FailureText error={failure} />
        <div className="dialog-buttons">
          <Button onClick={closeDialog}>{t('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('call.reopen')}
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
