import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { type FeeKind, MOST_FEN, NewFeeRule } from '#contract/fees'
import { feeRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { usePlaces } from '../accounts/places.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf } from '../form/values.ts'
import { today } from '../frame/when.ts'
import { fenIn } from './yuan.ts'

const { kind, governmentFromAge, areaId, fromOn } = NewFeeRule.properties
const FIELDS = { kind, governmentFromAge, areaId, fromOn }
/** Whoever is so old gets the unit paid, as most places have it (design §1). */
const USUAL_AGE = 75

interface Values extends Record<string, unknown> {
  readonly yuan: string
}

/** What something costs from a date on. People write yuan; the contract counts fen. */
export function FeeRuleDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation()
  const { areas } = usePlaces()
  const add = useWrite(feeRoutes.addRule, [feeRoutes.rules, feeRoutes.statement])
  const submit = ({ yuan, ...form }: Values): void => {
    const body = { ...bodyOf(FIELDS, form), fen: fenIn(yuan) ?? 0 } as NewFeeRule
    add.mutate({ body }, { onSuccess: close })
  }
  const wordOf = (one: string): string => t(`fees.kinds.${one as FeeKind}`)
  return (
    <AskDialog<Values>
      title={t('fees.addRule')}
      lead={t('fees.rulesLead')}
      submit={t('form.save')}
      error={add.error}
      busy={add.isPending}
      initial={{ kind: 'service', governmentFromAge: USUAL_AGE, fromOn: today() }}
      yes={submit}
      close={close}
    >
      <SchemaField name="kind" label={t('fees.what')} schema={kind} wordOf={wordOf} />
      <YuanField />
      <SchemaField
        name="governmentFromAge"
        label={t('fees.fromAge')}
        schema={governmentFromAge}
        hint={t('fees.fromAgeHint')}
      />
      <SchemaField name="areaId" label={t('fees.area')} schema={areaId} options={areas} hint={t('fees.areaHint')} />
      <SchemaField name="fromOn" label={t('fees.from')} schema={fromOn} />
    </AskDialog>
  )
}

function YuanField() {
  const { t } = useTranslation()
  const check = async (_: unknown, typed: string | undefined): Promise<void> => {
    const fen = fenIn(typed ?? '')
    if (fen === null || fen > MOST_FEN) throw new Error(t('fees.noAmount'))
  }
  return (
    <Form.Item name="yuan" label={t('fees.amount')} rules={[{ validator: check }]}>
      <Input inputMode="decimal" autoComplete="off" />
    </Form.Item>
  )
}
