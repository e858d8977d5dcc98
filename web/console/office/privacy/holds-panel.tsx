import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HOLD_SERVICES, type Hold, type HoldService, NewHold } from '#contract/holds'
import type { FullResident } from '#contract/residents'
import { holdRoutes } from '#contract/routes'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf, formOf } from '../form/values.ts'
import { Loaded } from '../frame/loaded.tsx'
import { today, whenSeen } from '../frame/when.ts'
import { type Entry, RecordsPanel } from './records-panel.tsx'

const { kind, services, fromOn, untilOn, reviewOn } = NewHold.properties
const FIELDS = { kind, services, fromOn, untilOn, reviewOn }

const isService = (choice: string): choice is HoldService => (HOLD_SERVICES as readonly string[]).includes(choice)

interface Props {
  readonly resident: FullResident
  readonly editable: boolean
}

/** Which services rest and until when; whom nobody asked about on the day that was set stands out. */
export function HoldsPanel({ resident: { id }, editable }: Props) {
  const { t } = useTranslation()
  const holds = useRead(holdRoutes.ofResident, { params: { id } })
  const [asked, setAsked] = useState<Hold | 'new' | null>(null)
  const close = (): void => setAsked(null)
  const ending = (hold: Hold) =>
    editable && isOpen(hold) ? { word: t('hold.end'), onClick: () => setAsked(hold) } : null
  return (
    <Loaded query={holds}>
      {({ items }) => (
        <RecordsPanel
          title={t('hold.title')}
          lead={t('hold.lead')}
          none={t('hold.none')}
          add={editable ? { word: t('hold.add'), onClick: () => setAsked('new') } : null}
          entries={items.map((one) => ({ ...entryOf(one, t), action: ending(one) }))}
        >
          {asked === 'new' ? <HoldDialog id={id} close={close} /> : null}
          {asked !== null && asked !== 'new' ? <EndDialog hold={asked} close={close} /> : null}
        </RecordsPanel>
      )}
    </Loaded>
  )
}

function isOpen({ endedAt, untilOn: until }: Hold): boolean {
  return endedAt === null && (until === null || until >= today())
}

function entryOf(hold: Hold, t: TFunction): Omit<Entry, 'action'> {
  const asking = isOpen(hold) ? hold.reviewOn : null
  const isDue = asking !== null && asking <= today()
  const resting = hold.services.map((one) => t(`hold.service.${one}`)).join(t('file.comma'))
  const lines = [
    t('hold.said', { from: hold.fromOn, until: hold.untilOn ?? t('hold.open') }),
    asking !== null && !isDue ? t('hold.review', { on: asking }) : '',
    hold.endedAt ? t('hold.ended', { at: whenSeen(hold.endedAt) }) : '',
  ]
  return {
    id: hold.id,
    head: `${t(`hold.kinds.${hold.kind}`)} · ${resting}`,
    lines: lines.filter((line) => line !== ''),
    due: isDue ? t('hold.overdue', { on: asking }) : null,
  }
}

function HoldDialog({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { t } = useTranslation()
  const add = useWrite(holdRoutes.add, [holdRoutes.ofResident])
  const wordOf = (choice: string): string =>
    isService(choice) ? t(`hold.service.${choice}`) : t(`hold.kinds.${choice as Hold['kind']}`)
  return (
    <AskDialog<Record<string, unknown>>
      title={t('hold.add')}
      lead={t('hold.lead')}
      submit={t('form.save')}
      error={add.error}
      busy={add.isPending}
      initial={formOf(FIELDS, { fromOn: today() })}
      yes={(form) => add.mutate({ params: { id }, body: bodyOf(FIELDS, form) as NewHold }, { onSuccess: close })}
      close={close}
    >
      {Object.entries(FIELDS).map(([name, schema]) => (
        <SchemaField
          key={name}
          name={name}
          label={t(`hold.${name as keyof typeof FIELDS}`)}
          schema={schema}
          wordOf={wordOf}
        />
      ))}
    </AskDialog>
  )
}

function EndDialog({ hold: { id, version }, close }: { readonly hold: Hold; readonly close: () => void }) {
  const { t } = useTranslation()
  const end = useWrite(holdRoutes.end, [holdRoutes.ofResident])
  return (
    <AskDialog
      title={t('hold.endTitle')}
      lead={t('hold.endLead')}
      submit={t('hold.end')}
      error={end.error}
      busy={end.isPending}
      yes={() => end.mutate({ params: { id }, body: { version } }, { onSuccess: close })}
      close={close}
    />
  )
}
