import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Consent, GIVEN_BY, NewConsent } from '#contract/consents'
import type { FullResident } from '#contract/residents'
import { consentRoutes } from '#contract/routes'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { bodyOf, formOf } from '../form/values.ts'
import { Loaded } from '../frame/loaded.tsx'
import { today } from '../frame/when.ts'
import { RecordsPanel } from './records-panel.tsx'

const FIELDS = NewConsent.properties
type Values = Record<string, unknown>

const isGiver = (choice: string): choice is Consent['givenBy'] => (GIVEN_BY as readonly string[]).includes(choice)

interface Props {
  readonly resident: FullResident
  readonly editable: boolean
}

/** What somebody agreed to, in which words, and what they withdrew; both stay readable. */
export function ConsentsPanel({ resident: { id }, editable }: Props) {
  const { t } = useTranslation()
  const consents = useRead(consentRoutes.list, { params: { id } })
  const [asked, setAsked] = useState<Consent | 'new' | null>(null)
  const close = (): void => setAsked(null)
  const withdrawal = (consent: Consent) =>
    editable && consent.withdrawn === null ? { word: t('consent.withdraw'), onClick: () => setAsked(consent) } : null
  return (
    <Loaded query={consents}>
      {({ items }) => (
        <RecordsPanel
          title={t('consent.title')}
          none={t('consent.none')}
          add={editable ? { word: t('consent.add'), onClick: () => setAsked('new') } : null}
          entries={items.map((one) => ({
            id: one.id,
            head: t(`consent.kinds.${one.kind}`),
            lines: linesOf(one, t),
            action: withdrawal(one),
          }))}
        >
          {asked === 'new' ? <ConsentDialog id={id} close={close} /> : null}
          {asked !== null && asked !== 'new' ? <WithdrawDialog id={id} consent={asked} close={close} /> : null}
        </RecordsPanel>
      )}
    </Loaded>
  )
}

function linesOf({ givenOn, givenBy, giver, textVersion, purpose, recordedBy, withdrawn }: Consent, t: TFunction) {
  const by = [t(`consent.givers.${givenBy}`), giver].filter((word) => word !== '').join(' ')
  return [
    t('consent.said', { on: givenOn, by, version: textVersion }),
    purpose,
    t('consent.recordedBy', { who: recordedBy.name }),
    withdrawn ? t('consent.withdrawn', { on: withdrawn.on, who: withdrawn.by.name }) : '',
  ].filter((line) => line !== '')
}

interface DialogProps {
  readonly id: string
  readonly close: () => void
}

function ConsentDialog({ id, close }: DialogProps) {
  const { t } = useTranslation()
  const add = useWrite(consentRoutes.add, [consentRoutes.list])
  const wordOf = (choice: string): string =>
    isGiver(choice) ? t(`consent.givers.${choice}`) : t(`consent.kinds.${choice as Consent['kind']}`)
  return (
    <AskDialog<Values>
      title={t('consent.add')}
      lead={null}
      submit={t('form.save')}
      error={add.error}
      busy={add.isPending}
      initial={formOf(FIELDS, { givenOn: today() })}
      yes={(form) => add.mutate({ params: { id }, body: bodyOf(FIELDS, form) as NewConsent }, { onSuccess: close })}
      close={close}
    >
      {Object.entries(FIELDS).map(([name, schema]) => (
        <SchemaField
          key={name}
          name={name}
          label={t(`consent.${name as keyof typeof FIELDS}`)}
          schema={schema}
          wordOf={wordOf}
        />
      ))}
    </AskDialog>
  )
}

function WithdrawDialog({ id, consent, close }: DialogProps & { readonly consent: Consent }) {
  const { t } = useTranslation()
  const withdraw = useWrite(consentRoutes.withdraw, [consentRoutes.list])
  const params = { id, consentId: consent.id }
  return (
    <AskDialog<{ on: string }>
      title={t('consent.withdrawTitle', { what: t(`consent.kinds.${consent.kind}`) })}
      lead={t('consent.withdrawLead')}
      submit={t('consent.withdraw')}
      grave
      error={withdraw.error}
      busy={withdraw.isPending}
      initial={{ on: today() }}
      yes={(body) => withdraw.mutate({ params, body }, { onSuccess: close })}
      close={close}
    >
      <SchemaField name="on" label={t('consent.withdrawnOn')} schema={FIELDS.givenOn} />
    </AskDialog>
  )
}
