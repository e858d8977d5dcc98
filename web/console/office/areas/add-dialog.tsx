import { useTranslation } from 'react-i18next'
import { AREA_LEVELS, type Area, AreaLevel, NewArea } from '#contract/areas'
import { areaRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { SchemaField } from '../form/schema-field.tsx'

interface Props {
  /** Null: at the top. */
  readonly parent: Area | null
  readonly close: () => void
}

interface Values {
  readonly name: string
  readonly code: string
  readonly level?: AreaLevel
}

/** A new area below another, or at the top. */
export function AddDialog({ parent, close }: Props) {
  const { t } = useTranslation()
  const add = useWrite(areaRoutes.add, [areaRoutes.list, areaRoutes.contents])
  const below = parent ? AREA_LEVELS[AREA_LEVELS.indexOf(parent.level) + 1] : undefined
  const submit = ({ name, code, level = below ?? 'city' }: Values): void => {
    const body = { name: name.trim(), code: code.trim(), level, parentId: parent?.id ?? null }
    add.mutate({ body }, { onSuccess: close })
  }
  return (
    <AskDialog<Values>
      title={below ? t('area.below', { level: t(`area.levels.${below}`) }) : t('area.top')}
      lead={parent?.name ?? t('area.noneLead')}
      submit={t('area.add')}
      error={add.error}
      busy={add.isPending}
      yes={submit}
      close={close}
    >
      {below ? null : (
        <SchemaField
          name="level"
          label={t('area.level')}
          schema={AreaLevel}
          wordOf={(one) => t(`area.levels.${one as AreaLevel}`)}
        />
      )}
      <SchemaField name="name" label={t('area.name')} schema={NewArea.properties.name} autoFocus />
      <SchemaField name="code" label={t('area.code')} schema={NewArea.properties.code} hint={t('area.codeHint')} />
    </AskDialog>
  )
}
