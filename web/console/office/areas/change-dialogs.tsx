import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Area, type AreaContents, NewArea } from '#contract/areas'
import { areaRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { AskDialog } from '../form/ask-dialog.tsx'
import { NativeSelect } from '../form/native-select.tsx'
import { SchemaField } from '../form/schema-field.tsx'
import { parentsFor, successorsFor, wayTo } from './tree.ts'

interface Props {
  readonly area: Area
  readonly areas: readonly Area[]
  readonly contents: AreaContents
  readonly close: () => void
}

const VIEWS = [areaRoutes.list, areaRoutes.contents]

export function RenameDialog({ area, close }: Props) {
  const { t } = useTranslation()
  const rename = useWrite(areaRoutes.rename, VIEWS)
  const submit = ({ name }: { name: string }): void =>
    rename.mutate({ params: { id: area.id }, body: { name: name.trim(), version: area.version } }, { onSuccess: close })
  return (
    <AskDialog<{ name: string }>
      title={`${t('area.rename')}：${area.name}`}
      lead={t('area.renameLead')}
      submit={t('area.rename')}
      error={rename.error}
      busy={rename.isPending}
      yes={submit}
      close={close}
    >
      <SchemaField name="name" label={t('area.name')} schema={NewArea.properties.name} autoFocus />
    </AskDialog>
  )
}

export function MoveDialog({ area, areas, contents, close }: Props) {
  const { t } = useTranslation()
  const move = useWrite(areaRoutes.move, VIEWS)
  return (
    <AskDialog<{ to: string }>
      title={`${t('area.move')}：${area.name}`}
      lead={t('area.moveLead', { ...contents })}
      submit={t('area.move')}
      error={move.error}
      busy={move.isPending}
      yes={({ to }) =>
        move.mutate({ params: { id: area.id }, body: { parentId: to, version: area.version } }, { onSuccess: close })
      }
      close={close}
    >
      <Whither label={t('area.moveTo')} areas={areas} choices={parentsFor(areas, area)} />
    </AskDialog>
  )
}

export function MergeDialog({ area, areas, contents, close }: Props) {
  const { t } = useTranslation()
  const merge = useWrite(areaRoutes.merge, VIEWS)
  return (
    <AskDialog<{ to: string }>
      title={`${t('area.merge')}：${area.name}`}
      lead={t('area.mergeLead', { name: area.name, ...contents })}
      submit={t('area.merge')}
      grave
      error={merge.error}
      busy={merge.isPending}
      yes={({ to }) =>
        merge.mutate({ params: { id: area.id }, body: { intoId: to, version: area.version } }, { onSuccess: close })
      }
      close={close}
    >
      <Whither label={t('area.mergeInto')} areas={areas} choices={successorsFor(areas, area)} />
    </AskDialog>
  )
}

interface WhitherProps {
  readonly label: string
  readonly areas: readonly Area[]
  readonly choices: readonly Area[]
}

function Whither({ label, areas, choices }: WhitherProps) {
  const { t } = useTranslation()
  const options = choices.map(({ id }) => ({ value: id, label: wayTo(areas, id) }))
  return (
    <Form.Item name="to" label={label} rules={[{ required: true, message: t('form.choose', { what: label }) }]}>
      <NativeSelect options={options} nothing={t('area.unchosen')} />
    </Form.Item>
  )
}
