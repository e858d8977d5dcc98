import { useTranslation } from 'react-i18next'
import { homeRoutes, registryRoutes } from '#contract/routes'
import { useWrite } from '../../../shared/api/queries.ts'
import { GroupPanel } from '../file/group-panel.tsx'
import { Revealed } from '../file/revealed.tsx'
import { FIELDS } from './fields.ts'
import type { HomeProps } from './place-panels.tsx'
import { useHomeWriting } from './use-home.ts'

const [{ properties }] = FIELDS.keyHolder.anyOf

/** Whoever can open the door from outside. */
export function KeyHolderPanel({ home, editable }: HomeProps) {
  const { t } = useTranslation()
  const { keyHolder } = home
  const labelOf = (field: string): string => t(`home.person.${field as keyof typeof properties}`)
  const facts = keyHolder && [
    { label: labelOf('name'), value: keyHolder.name },
    { label: labelOf('phone'), value: <KeyPhone home={home} editable={editable} phone={keyHolder.phone} /> },
  ]
  return (
    <GroupPanel
      title={t('home.field.keyHolder')}
      name="keyHolder"
      fields={properties}
      labelOf={labelOf}
      initial={keyHolder ? { name: keyHolder.name } : {}}
      facts={facts}
      hint={keyHolder ? t('file.phoneAgain') : null}
      writing={useHomeWriting(home)}
      editable={editable}
    />
  )
}

function KeyPhone({ home: { id, version }, editable, phone }: HomeProps & { readonly phone: string }) {
  const { t } = useTranslation()
  const show = useWrite(homeRoutes.showKeyHolder, [registryRoutes.readings])
  const reveal = {
    ask: () => show.mutate({ params: { id } }),
    busy: show.isPending,
    error: show.error,
    values: show.data ? [show.data.phone] : null,
  }
  return (
    <span className="private">
      <Revealed
        what={t('home.field.keyHolder')}
        masked={[phone]}
        reveal={reveal}
        mayShow={editable}
        version={version}
      />
    </span>
  )
}
