import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeeRule } from '#contract/fees'
import { feeRoutes } from '#contract/routes'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { usePlaces } from '../accounts/places.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { useOfficeAccount } from '../frame/office-account.ts'
import { whenSeen } from '../frame/when.ts'
import { type Entry, RecordsPanel } from '../privacy/records-panel.tsx'
import { FeeRuleDialog } from './fee-rule-dialog.tsx'
import { yuanOf } from './yuan.ts'

/** What joining and service cost since when and where. A rule is never changed: a later one follows it. */
export function FeeRulesPanel() {
  const { t } = useTranslation()
  const rules = useRead(feeRoutes.rules, {})
  const { wordOf } = usePlaces()
  const editable = useOfficeAccount().role === 'admin'
  const [asked, setAsked] = useState<FeeRule | 'new' | null>(null)
  const close = (): void => setAsked(null)
  const place = (areaId: string | null): string =>
    areaId === null ? t('fees.everywhere') : wordOf({ areaId, deskId: null })
  const withdrawing = (rule: FeeRule) =>
    editable && rule.withdrawnAt === null ? { word: t('fees.withdraw'), onClick: () => setAsked(rule) } : null
  return (
    <div className="screen-only">
      <Loaded query={rules}>
        {({ items }) => (
          <RecordsPanel
            title={t('fees.rules')}
            lead={t('fees.rulesLead')}
            none={t('fees.noRules')}
            add={editable ? { word: t('fees.addRule'), onClick: () => setAsked('new') } : null}
            entries={items.map((one) => ({ ...entryOf(one, place(one.areaId), t), action: withdrawing(one) }))}
          >
            {asked === 'new' ? <FeeRuleDialog close={close} /> : null}
            {asked !== null && asked !== 'new' ? <WithdrawDialog rule={asked} close={close} /> : null}
          </RecordsPanel>
        )}
      </Loaded>
    </div>
  )
}

function entryOf(
  { id, kind, fen, governmentFromAge: age, fromOn, withdrawnAt }: FeeRule,
  place: string,
  t: TFunction,
): Omit<Entry, 'action'> {
  const who = age === null ? t('fees.residentsPay') : t('fees.governmentPays', { age })
  const lines = [
    t('fees.holds', { on: fromOn, place }),
    who,
    withdrawnAt ? t('fees.withdrawn', { at: whenSeen(withdrawnAt) }) : '',
  ]
  const head = t(`fees.costs.${kind}`, { sum: yuanOf(fen) })
  return { id, head, lines: lines.filter((line) => line !== '') }
}

function WithdrawDialog({ rule: { id }, close }: { readonly rule: FeeRule; readonly close: () => void }) {
  const { t } = useTranslation()
  const withdraw = useWrite(feeRoutes.withdrawRule, [feeRoutes.rules, feeRoutes.statement])
  return (
    <AskDialog
      title={t('fees.withdrawTitle')}
      lead={t('fees.withdrawLead')}
      submit={t('fees.withdraw')}
      grave
      error={withdraw.error}
      busy={withdraw.isPending}
      yes={() => withdraw.mutate({ params: { id } }, { onSuccess: close })}
      close={close}
    />
  )
}
