import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceModel } from '#contract/models'
import { modelRoutes } from '#contract/routes'
import { useRead, useWrite } from '../../../shared/api/queries.ts'
import { Refusal } from '../../../shared/api/refusal.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { Loaded, Trouble } from '../frame/loaded.tsx'
import { Page, Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { ModelForm } from './model-form.tsx'

const route = getRouteApi('/office/devices/models/$modelId')

/** A model that is kept, to be changed or withdrawn. */
export function ModelPage() {
  const { t } = useTranslation()
  const { modelId } = route.useParams()
  const models = useRead(modelRoutes.list, {})
  const model = models.data?.items.find(({ id }) => id === modelId)
  return (
    <Page title={model?.name ?? t('model.list')} lead={<BackLink />}>
      <Loaded query={models}>
        {() =>
          model ? (
            // Anew for each version, or a form would go on from what somebody else has changed.
            <div key={model.version}>
              <StatePanel model={model} />
              <ChangePanel model={model} />
            </div>
          ) : (
            <Trouble error={new Refusal(404, { code: 'not_found' })} retry={() => undefined} />
          )
        }
      </Loaded>
    </Page>
  )
}

function ChangePanel({ model }: { readonly model: DeviceModel }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const change = useWrite(modelRoutes.change, [modelRoutes.list])
  return (
    <Panel title={t('model.change')}>
      <ModelForm
        model={model}
        error={change.error}
        busy={change.isPending}
        save={({ name: _, ...body }) =>
          change.mutate(
            { params: { id: model.id }, body: { ...body, version: model.version } },
            { onSuccess: () => void navigate({ to: '/office/devices/models' }) },
          )
        }
      />
    </Panel>
  )
}

/** Whether more of them may come, and the button for the opposite. */
function StatePanel({ model: { id, version, withdrawnAt } }: { readonly model: DeviceModel }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const isOffered = withdrawnAt === null
  const move = useWrite(isOffered ? modelRoutes.withdraw : modelRoutes.offer, [modelRoutes.list])
  const close = (): void => setAsking(false)
  return (
    <Panel title={t('model.state')}>
      <p>{isOffered ? t('model.offeredLead') : t('model.withdrawn', { at: whenSeen(withdrawnAt) })}</p>
      <Button danger={isOffered} onClick={() => setAsking(true)}>
        {t(isOffered ? 'model.withdraw' : 'model.offer')}
      </Button>
      {asking ? (
        <AskDialog
          title={t(isOffered ? 'model.withdraw' : 'model.offer')}
          lead={t(isOffered ? 'model.withdrawLead' : 'model.offerLead')}
          submit={t(isOffered ? 'model.withdraw' : 'model.offer')}
          grave={isOffered}
          error={move.error}
          busy={move.isPending}
          yes={() => move.mutate({ params: { id }, body: { version } }, { onSuccess: close })}
          close={close}
        />
      ) : null}
    </Panel>
  )
}

/** A model that is not kept yet. */
export function NewModelPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const add = useWrite(modelRoutes.add, [modelRoutes.list])
  return (
    <Page title={t('model.add')} lead={<BackLink />}>
      <Panel title={t('model.add')}>
        <ModelForm
          model={null}
          error={add.error}
          busy={add.isPending}
          save={(body) => add.mutate({ body }, { onSuccess: () => void navigate({ to: '/office/devices/models' }) })}
        />
      </Panel>
    </Page>
  )
}

function BackLink() {
  const { t } = useTranslation()
  return <Link to="/office/devices/models">{t('model.back')}</Link>
}
