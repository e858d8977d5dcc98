import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Desk } from '#contract/areas'
import { areaRoutes, deskRoutes } from '#contract/routes'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { Refusal } from '../../../shared/api/refusal.ts'
import { Loaded, Trouble } from '../frame/loaded.tsx'
import { Page, Panel } from '../frame/page.tsx'
import { DeskForm } from './desk-form.tsx'
import '../../styles/areas.css'

const route = getRouteApi('/office/desks/$deskId')

/** A desk that stands, to be changed. */
export function DeskPage() {
  const { t } = useTranslation()
  const { deskId } = route.useParams()
  const desks = useRead(deskRoutes.list, {})
  const desk = desks.data?.items.find(({ id }) => id === deskId)
  return (
    <Page title={desk?.name ?? t('office.section.desks')} lead={<BackLink />}>
      <Loaded query={desks}>
        {({ items }) =>
          desk ? (
            // Anew for each version, or a form would go on from what somebody else has changed.
            <OneDesk key={desk.version} desk={desk} desks={items} />
          ) : (
            <Trouble error={new Refusal(404, { code: 'not_found' })} retry={() => undefined} />
          )
        }
      </Loaded>
    </Page>
  )
}

function OneDesk({ desk, desks }: { readonly desk: Desk; readonly desks: readonly Desk[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const change = useWrite(deskRoutes.change, [deskRoutes.list])
  const others = desks.filter(({ id }) => id !== desk.id)
  return (
    <Panel title={t('desk.change')}>
      <DeskForm
        desk={desk}
        others={others}
        error={change.error}
        busy={change.isPending}
        save={(body) =>
          change.mutate(
            { params: { id: desk.id }, body: { ...body, version: desk.version } },
            { onSuccess: () => void navigate({ to: '/office/desks' }) },
          )
        }
      />
    </Panel>
  )
}

/** A desk that does not stand yet. */
export function NewDeskPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const desks = useRead(deskRoutes.list, {})
  const add = useWrite(deskRoutes.add, [deskRoutes.list, areaRoutes.list])
  return (
    <Page title={t('desk.add')} lead={<BackLink />}>
      <Loaded query={desks}>
        {({ items }) => (
          <Panel title={t('desk.add')}>
            <DeskForm
              desk={null}
              others={items}
              error={add.error}
              busy={add.isPending}
              save={(body) => add.mutate({ body }, { onSuccess: () => void navigate({ to: '/office/desks' }) })}
            />
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}

function BackLink() {
  const { t } = useTranslation()
  return <Link to="/office/desks">{t('desk.back')}</Link>
}
