import { useTranslation } from 'react-i18next'
import type { Area, Desk } from '#contract/areas'
import { areaRoutes, deskRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { branchesOf, wayTo } from '../areas/tree.ts'

interface Bound {
  readonly areaId: string | null
  readonly deskId: string | null
}

/** Where people can work. */
export interface Places {
  readonly areas: readonly { readonly value: string; readonly label: string }[]
  readonly desks: readonly { readonly value: string; readonly label: string }[]
  /** In words: an area with all that is above it, a desk, or everywhere. */
  readonly wordOf: (bound: Bound) => string
}

const NO_AREAS: readonly Area[] = []
const NO_DESKS: readonly Desk[] = []

export function usePlaces(): Places {
  const { t } = useTranslation()
  const areas = useRead(areaRoutes.list, {}).data?.items ?? NO_AREAS
  const desks = useRead(deskRoutes.list, {}).data?.items ?? NO_DESKS
  return {
    areas: branchesOf(areas).map(({ area, depth }) => ({ value: area.id, label: `${'　'.repeat(depth)}${area.name}` })),
    desks: desks.map(({ id, name }) => ({ value: id, label: name })),
    wordOf({ areaId, deskId }) {
      if (areaId !== null) return wayTo(areas, areaId)
      return desks.find(({ id }) => id === deskId)?.name ?? t('account.everywhere')
    },
  }
}
