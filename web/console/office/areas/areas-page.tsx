import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Area } from '#contract/areas'
import { areaRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { Loaded } from '../frame/loaded.tsx'
import { useMayKeep, useOfficeAccount } from '../frame/office-account.ts'
import { Page, Panel } from '../frame/page.tsx'
import { AddDialog } from './add-dialog.tsx'
import { AreaPanel } from './area-panel.tsx'
import { AreaTree } from './area-tree.tsx'
import '../../styles/areas.css'

const route = getRouteApi('/office/areas')

/** The tree of areas, and the one that was chosen in it. */
export function AreasPage() {
  const { t } = useTranslation()
  const areas = useRead(areaRoutes.list, {})
  const [isAdding, setAdding] = useState(false)
  const mayKeep = useMayKeep()
  const isAdmin = useOfficeAccount().role === 'admin'
  return (
    <Page
      title={t('office.section.areas')}
      lead={
        isAdmin ? (
          <Link to="/office/imports" search={{ kind: 'areas' }}>
            {t('area.table')}
          </Link>
        ) : null
      }
      actions={mayKeep ? <Button onClick={() => setAdding(true)}>{t('area.top')}</Button> : null}
    >
      <Loaded query={areas}>{({ items }) => <Areas areas={items} />}</Loaded>
      {isAdding ? <AddDialog parent={null} close={() => setAdding(false)} /> : null}
    </Page>
  )
}

function Areas({ areas }: { readonly areas: readonly Area[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { area: chosenId } = route.useSearch()
  const chosen = areas.find(({ id }) => id === chosenId)
  if (areas.length === 0) {
    return (
      <section className="panel quiet-state">
        <p className="quiet-title">{t('area.none')}</p>
        <p>{t('area.noneLead')}</p>
      </section>
    )
  }
  const choose = (id: string): void => void navigate({ to: '/office/areas', search: { area: id }, replace: true })
  return (
    <div className="tree-and-one">
      <Panel title={t('area.tree')}>
        <AreaTree areas={areas} chosenId={chosen?.id ?? null} choose={choose} />
      </Panel>
      {chosen ? (
        <AreaPanel key={chosen.id} area={chosen} areas={areas} />
      ) : (
        <section className="panel quiet-state">
          <p>{t('area.choose')}</p>
        </section>
      )}
    </div>
  )
}
