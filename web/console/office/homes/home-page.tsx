import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { HomeCard } from '#contract/registry'
import { homeRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { ReadingsPanel } from '../audit/readings-panel.tsx'
import { HistoryPanel } from '../file/history-panel.tsx'
import { Loaded } from '../frame/loaded.tsx'
import { useMayKeep } from '../frame/office-account.ts'
import { Page } from '../frame/page.tsx'
import { DevicesPanel } from './devices-panel.tsx'
import { EntryPanel } from './entry-panel.tsx'
import { fieldWord } from './fields.ts'
import { KeyHolderPanel } from './key-holder-panel.tsx'
import { ContactsPanel, RespondersPanel } from './people-panels.tsx'
import { PartsPanel, PlacePanel } from './place-panels.tsx'
import { PointPanel } from './point-panel.tsx'
import { ResidentsPanel } from './residents-panel.tsx'
import { useHome } from './use-home.ts'
import '../../styles/audit.css'
import '../../styles/files.css'

const route = getRouteApi('/office/homes/$homeId')

/** One home: where it is, who lives there, whom to ring, what stands in it, and who looked. */
export function HomePage() {
  const { t } = useTranslation()
  const { homeId } = route.useParams()
  const home = useHome(homeId)
  const mayKeep = useMayKeep()
  return (
    <Page title={home.data?.address ?? t('home.one')} lead={home.data?.community}>
      <Loaded query={home}>{(card) => <Card key={homeId} home={card} editable={mayKeep} />}</Loaded>
    </Page>
  )
}

function Card({ home, editable }: { readonly home: HomeCard; readonly editable: boolean }) {
  const { t } = useTranslation()
  const history = useRead(homeRoutes.history, { params: { id: home.id } })
  const props = { home, editable }
  return (
    <>
      <ResidentsPanel {...props} />
      <ContactsPanel {...props} />
      <RespondersPanel {...props} />
      <PlacePanel {...props} />
      <EntryPanel {...props} />
      <KeyHolderPanel {...props} />
      <DevicesPanel {...props} />
      <PointPanel {...props} />
      <PartsPanel {...props} />
      <ReadingsPanel homeId={home.id} />
      <HistoryPanel history={history} wordOf={(field) => fieldWord(field, t)} />
    </>
  )
}
