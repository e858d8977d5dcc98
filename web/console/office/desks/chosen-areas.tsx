import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { areaRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { branchesOf, wayTo } from '../areas/tree.ts'
import { NativeSelect } from '../form/native-select.tsx'

interface Props {
  readonly chosen: readonly string[]
  readonly choose: (areaIds: readonly string[]) => void
}

/** Areas of a desk: those chosen so far, and a list to add another from. */
export function ChosenAreas({ chosen, choose }: Props) {
  const { t } = useTranslation()
  const areas = useRead(areaRoutes.list, {}).data?.items ?? []
  const left = branchesOf(areas).filter(({ area }) => !chosen.includes(area.id))
  const options = left.map(({ area }) => ({ value: area.id, label: wayTo(areas, area.id) }))
  return (
    <fieldset className="desk-part">
      <legend>{t('desk.areas')}</legend>
      <p className="faint">{t('desk.areasHint')}</p>
      <ul className="chosen-list">
        {chosen.map((id) => (
          <li key={id}>
            <span>{wayTo(areas, id)}</span>
            <Button
              size="small"
              aria-label={t('desk.removeArea', { name: wayTo(areas, id) })}
              onClick={() => choose(chosen.filter((one) => one !== id))}
            >
              {t('desk.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <NativeSelect
        label={t('desk.addArea')}
        options={options}
        nothing={t('desk.addArea')}
        value=""
        onChange={({ target }) => {
          if (target.value !== '') choose([...chosen, target.value])
        }}
      />
    </fieldset>
  )
}
