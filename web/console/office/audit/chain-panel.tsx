import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { auditRoutes } from '#contract/routes'
import { call } from '../../../shared/api/api.ts'
import { FailureText } from '../../failure.tsx'
import { Panel } from '../frame/page.tsx'

type Verdict = { readonly upTo: number; readonly brokenAt: number | null; readonly isEnd: boolean }

/** Walks along the whole chain, part by part, and says how far it is whole. */
export function ChainPanel() {
  const { t } = useTranslation()
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [isRunning, setRunning] = useState(false)
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])

  const walk = async (): Promise<void> => {
    for (let after: number | null = 0; after !== null && isHere.current; ) {
      const { upTo, brokenAt, next }: { upTo: number; brokenAt: number | null; next: number | null } = await call(
        auditRoutes.verify,
        { query: { after } },
      )
      setVerdict({ upTo, brokenAt, isEnd: next === null })
      after = next
    }
  }
  const start = async (): Promise<void> => {
    setRunning(true)
    setFailure(null)
    setVerdict(null)
    await walk().catch(setFailure)
    setRunning(false)
  }
  return (
    <Panel
      title={t('audit.chain')}
      actions={
        <Button loading={isRunning} onClick={() => void start()}>
          {t('audit.verify')}
        </Button>
      }
    >
      <p className="soft">{t('audit.chainLead')}</p>
      <p role="status">{verdict ? <VerdictWords verdict={verdict} /> : ''}</p>
      <FailureText error={failure} />
    </Panel>
  )
}

function VerdictWords({ verdict: { upTo, brokenAt, isEnd } }: { readonly verdict: Verdict }) {
  const { t } = useTranslation()
  if (brokenAt !== null) return <strong className="chain-broken">{t('audit.broken', { seq: brokenAt })}</strong>
  if (!isEnd) return t('audit.verifying', { seq: upTo })
  return <strong className="chain-whole">{t('audit.whole', { seq: upTo })}</strong>
}
