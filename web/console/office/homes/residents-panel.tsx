import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Resident } from '#contract/registry'
import { Panel } from '../frame/page.tsx'
import { AddResidentDialog } from './add-resident-dialog.tsx'
import type { HomeProps } from './place-panels.tsx'

/** Who lives here; often two. */
export function ResidentsPanel({ home, editable }: HomeProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const add = <Button onClick={() => setAdding(true)}>{t('home.addResident')}</Button>
  const onward = (residentId: string): void =>
    void navigate({ to: '/office/residents/$residentId', params: { residentId } })
  return (
    <Panel title={t('home.residents')} actions={editable ? add : null}>
      {home.residents.length === 0 ? <p className="faint">{t('home.noResidents')}</p> : null}
      <ul className="hits" aria-label={t('home.residents')}>
        {home.residents.map((resident) => (
          <li key={resident.id}>
            <Link className="hit" to="/office/residents/$residentId" params={{ residentId: resident.id }}>
              <ResidentWords {...resident} />
            </Link>
          </li>
        ))}
      </ul>
      {adding ? <AddResidentDialog homeId={home.id} done={onward} close={() => setAdding(false)} /> : null}
    </Panel>
  )
}

function ResidentWords({ name, sex, age, livesAlone, flags }: Resident) {
  const { t } = useTranslation()
  const facts = [t(`sex.${sex}`), age === null ? '' : t('call.age', { age }), livesAlone ? t('call.livesAlone') : '']
  return (
    <>
      <strong className="hit-name">{name}</strong>
      <span className="hit-where">{facts.filter((fact) => fact !== '').join(' · ')}</span>
      <span className="hit-found">{flags.map((flag) => t(`flag.${flag}`)).join(' · ')}</span>
    </>
  )
}
