import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FullResident } from '#contract/residents'
import { EditButton } from '../file/edit-button.tsx'
import { Panel } from '../frame/page.tsx'
import { CategoriesForm } from './categories-form.tsx'

type Category = FullResident['categories'][number]

interface Props {
  readonly resident: FullResident
  readonly editable: boolean
}

/** What the city counts this resident by, with the dates it holds for. */
export function CategoriesPanel({ resident, editable }: Props) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const title = t('resident.field.categories')
  const edit = <EditButton what={title} onClick={() => setEditing(true)} />
  return (
    <Panel title={title} actions={editable && !editing ? edit : null}>
      {editing ? <CategoriesForm resident={resident} close={() => setEditing(false)} /> : <Listed of={resident} />}
    </Panel>
  )
}

function Listed({ of: { categories, ageGroups } }: { readonly of: FullResident }) {
  const { t } = useTranslation()
  if (categories.length + ageGroups.length === 0) return <p className="faint">{t('form.unset')}</p>
  return (
    <ul className="tags">
      {ageGroups.map((group) => (
        <li key={group}>{t('resident.ageGroup', { group })}</li>
      ))}
      {categories.map((category) => (
        <li key={`${category.kind}${category.fromOn}`}>
          <CategoryWords {...category} />
        </li>
      ))}
    </ul>
  )
}

function CategoryWords({ kind, disability, level, fromOn, untilOn }: Category) {
  const { t } = useTranslation()
  const what = [
    t(`resident.categories.${kind}`),
    disability ? t(`resident.disabilities.${disability}`) : '',
    level ? t('resident.level', { level }) : '',
  ]
  return (
    <>
      {what.filter((word) => word !== '').join(' ')}
      <span className="faint">
        {untilOn === null ? t('resident.since', { fromOn }) : t('resident.between', { fromOn, untilOn })}
      </span>
    </>
  )
}
