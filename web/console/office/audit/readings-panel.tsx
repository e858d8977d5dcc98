import { Input, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Static } from 'typebox'
import type { Reading } from '#contract/readings'
import { registryRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { timeOfDay } from '../../../shared/clock/durations.ts'
import { serverNow } from '../../../shared/clock/server-clock.ts'
import { Loaded } from '../frame/loaded.tsx'
import { Panel } from '../frame/page.tsx'
import { whenSeen } from '../frame/when.ts'
import { Rows } from '../list/office-list.tsx'

type Look = Static<typeof Reading>

/** Who looked at what is private about a home on a day. */
export function ReadingsPanel({ homeId }: { readonly homeId: string }) {
  const { t } = useTranslation()
  const [on, setOn] = useState(() => (whenSeen(new Date(serverNow()).toISOString()) ?? '').slice(0, 10))
  const readings = useRead(registryRoutes.readings, { params: { id: homeId }, query: { on } }, { when: on !== '' })
  const columns: TableColumnsType<Look> = [
    { title: t('audit.at'), render: (_, { at }) => timeOfDay(at) },
    { title: t('audit.who'), render: (_, { by }) => by.name || t('audit.someone') },
    { title: t('audit.what'), render: (_, { what }) => t(`audit.read.${what}`) },
    { title: t('audit.why'), render: (_, { callId }) => t(callId === null ? 'audit.noCall' : 'audit.forCall') },
  ]
  return (
    <Panel
      title={t('audit.readings')}
      actions={
        <Input
          type="date"
          className="audit-date"
          aria-label={t('audit.on')}
          value={on}
          onChange={(event) => setOn(event.target.value)}
        />
      }
    >
      <p className="dialog-lead soft">{t('audit.readingsLead')}</p>
      <Loaded query={readings}>
        {({ items }) => (
          <div className="office-list">
            <Rows
              label={t('audit.readings')}
              items={items}
              rowKey={({ at, by, what }) => `${at} ${by.id} ${what}`}
              columns={columns}
              empty={t('audit.noReadings')}
            />
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
