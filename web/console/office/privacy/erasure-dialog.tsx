import { useQueryClient } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Type } from 'typebox'
import { ERASURE_REASONS, type ErasureReason, type ErasureReport } from '#contract/erasure'
import type { FullResident } from '#contract/residents'
import { privacyRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'

/** Routes whose answers name residents, or whoever is around them. */
const OF_PEOPLE = /^\/api\/(residents|homes|holds)/
const WHY = Type.Enum([...ERASURE_REASONS])

interface Props {
  readonly resident: FullResident
  readonly done: (report: ErasureReport) => void
  readonly close: () => void
}

/** Nobody erases a person by a slip: the ground is chosen, and the name typed. */
export function ErasureDialog({ resident: { id, version, name }, done, close }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const erase = useWrite(privacyRoutes.erase, [])
  // Pages keep what was answered for a while; of somebody who is erased nothing may come back with the arrow.
  const forget = (report: ErasureReport): void => {
    client.removeQueries({ predicate: ({ queryKey: [url] }) => OF_PEOPLE.test(String(url)) })
    done(report)
  }
  const isTheName = (_: unknown, typed: string | undefined): Promise<void> =>
    typed?.trim() === name ? Promise.resolve() : Promise.reject(new Error(t('erasure.notTheName')))
  return (
    <AskDialog<{ reason: ErasureReason }>
      title={t('erasure.title', { name })}
      lead={t('erasure.lead')}
      submit={t('erasure.yes')}
      grave
      error={erase.error}
      busy={erase.isPending}
      yes={({ reason }) => erase.mutate({ params: { id }, body: { version, reason } }, { onSuccess: forget })}
      close={close}
    >
      <SchemaField
        name="reason"
        label={t('erasure.why')}
        schema={WHY}
        wordOf={(reason) => t(`erasure.reasons.${reason as ErasureReason}`)}
      />
      <Form.Item name="typed" label={t('erasure.confirm')} rules={[{ validator: isTheName }]} validateTrigger="onBlur">
        <Input autoComplete="off" />
      </Form.Item>
    </AskDialog>
  )
}
