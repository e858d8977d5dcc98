import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureWords } from '../../../shared/api/failure-words.ts'
import { Refusal } from '../../../shared/api/refusal.ts'

interface Props<T> {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending'> & { readonly refetch: () => unknown }
  readonly children: (data: T) => ReactNode
}

/** Shows what was asked for, or how far that is: on its way, refused, gone wrong. What is there once stays. */
export function Loaded<T>({ query, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isPending) return <Loading />
  return <Trouble error={query.error} retry={() => void query.refetch()} />
}

export function Loading() {
  const { t } = useTranslation()
  return (
    <div aria-busy="true" className="panel">
      <p className="unseen" role="status">
        {t('app.loading')}
      </p>
      <div aria-hidden="true">
        <Skeleton active title={{ width: '30%' }} paragraph={{ rows: 5 }} />
      </div>
    </div>
  )
}

interface TroubleProps {
  readonly error: unknown
  readonly retry: () => void
}

/** No permission and not there are answers, and asking again does not help; for the rest there is a button. */
export function Trouble({ error, retry }: TroubleProps) {
  const { t } = useTranslation()
  const code = error instanceof Refusal ? error.code : null
  if (code === 'not_allowed') return <Calm title={t('office.noPermission')} lead={t('office.noPermissionLead')} />
  if (code === 'not_found') return <Calm title={t('office.missing')} lead={t('office.missingLead')} />
  if (code === 'enrolment_due') return <EnrolFirst />
  return <Failed error={error} retry={retry} />
}

function Calm({ title, lead }: { readonly title: string; readonly lead: string }) {
  const { t } = useTranslation()
  return (
    <section className="panel quiet-state" role="status">
      <p className="quiet-title">{title}</p>
      <p>{lead}</p>
      <Link to="/office">{t('office.start')}</Link>
    </section>
  )
}

/** Nothing is open to this role before its authenticator is set up. */
function EnrolFirst() {
  const { t } = useTranslation()
  return (
    <section className="panel quiet-state" role="status">
      <p className="quiet-title">{t('own.enrol')}</p>
      <p>{t('own.enrolLead')}</p>
      <Link to="/office/own">{t('own.enrolGo')}</Link>
    </section>
  )
}

function Failed({ error, retry }: TroubleProps) {
  const { t } = useTranslation()
  const words = useFailureWords()
  const refusal = error instanceof Refusal ? error : null
  return (
    <section className="panel quiet-state" role="alert">
      <p className="quiet-title">{t('app.failed')}</p>
      <p>{words(error)}</p>
      {refusal ? (
        <p className="faint">
          {t('office.code', { code: refusal.code })}
          {refusal.requestId === '' ? null : ` · ${t('app.reference', { id: refusal.requestId })}`}
        </p>
      ) : null}
      <Button onClick={retry}>{t('app.retry')}</Button>
    </section>
  )
}
