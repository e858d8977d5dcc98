import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AREA_LEVELS, type Area, type AreaContents } from '#contract/areas'
import { areaRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { Facts } from '../frame/facts.tsx'
import { useMayKeep } from '../frame/office-account.ts'
import { Panel } from '../frame/page.tsx'
import { AddDialog } from './add-dialog.tsx'
import { MergeDialog, MoveDialog, RenameDialog } from './change-dialogs.tsx'
import { wayTo } from './tree.ts'

interface Props {
  readonly area: Area
  readonly areas: readonly Area[]
}

const STEPS = ['add', 'rename', 'move', 'merge'] as const
type Step = (typeof STEPS)[number]

/** One area: where it lies, what is in it, and what can be done with it. */
export function AreaPanel({ area, areas }: Props) {
  const { t } = useTranslation()
  const mayKeep = useMayKeep()
  const contents = useRead(areaRoutes.contents, { params: { id: area.id } }).data
  return (
    <Panel title={area.name}>
      <Facts
        facts={[
          { label: t('area.level'), value: t(`area.levels.${area.level}`) },
          { label: t('area.code'), value: area.code },
          { label: t('area.way'), value: wayTo(areas, area.id) },
          { label: t('area.contents'), value: contents ? t('area.counted', { ...contents }) : t('app.loading') },
        ]}
      />
      {mayKeep && area.closedAt === null ? <Steps area={area} areas={areas} contents={contents} /> : null}
    </Panel>
  )
}

function Steps({ area, areas, contents }: Props & { readonly contents: AreaContents | undefined }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<Step | null>(null)
  const close = (): void => setAsking(null)
  const level = AREA_LEVELS[AREA_LEVELS.indexOf(area.level) + 1]
  const wordOf = (step: Step): string =>
    step === 'add' ? t('area.below', { level: level ? t(`area.levels.${level}`) : '' }) : t(`area.${step}`)
  // A question that cannot say how many go along is not asked yet.
  const known = contents ? { area, areas, contents, close } : null
  return (
    <div className="button-line area-steps">
      {STEPS.filter((step) => step !== 'add' || level).map((step) => (
        <Button key={step} disabled={!contents} onClick={() => setAsking(step)}>
          {wordOf(step)}
        </Button>
      ))}
      {asking === 'add' ? <AddDialog parent={area} close={close} /> : null}
      {known && asking === 'rename' ? <RenameDialog {...known} /> : null}
      {known && asking === 'move' ? <MoveDialog {...known} /> : null}
      {known && asking === 'merge' ? <MergeDialog {...known} /> : null}
    </div>
  )
}
