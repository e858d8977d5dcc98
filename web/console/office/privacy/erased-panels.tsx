import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ErasureSign } from '#contract/erasure'
import type { FullResident } from '#contract/residents'
import { residentRoutes } from '#contract/routes'
import { useRead } from '../../../shared/api/queries.ts'
import { HistoryPanel } from '../file/history-panel.tsx'
import { whenSeen } from '../frame/when.ts'
import { fieldWord } from '../residents/fields.ts'

interface Props {
  readonly resident: FullResident
  readonly erased: ErasureSign
}

/** In place of the file of somebody who was erased: by whom, when and why. Nothing is offered, nothing is left to do. */
export function ErasedPanels({ resident: { id, homeId, left }, erased }: Props) {
  const { t } = useTranslation()
  const history = useRead(residentRoutes.history, { params: { id } })
  const { by, reason, withHome } = erased
  const at = whenSeen(erased.at)
  return (
    <>
      <div className="notice-line">
        <p>{by === null ? t('erasure.toldByHouse', { at }) : t('erasure.told', { at, who: by.name })}</p>
        <p>{t('erasure.toldWhy', { why: t(`erasure.reasons.${reason}`) })}</p>
        {left ? (
          <p>{t('resident.leftAt', { at: whenSeen(left.at), why: t(`resident.leavings.${left.why}`) })}</p>
        ) : null}
        <p>{t(withHome ? 'erasure.withHome' : 'erasure.homeStays')}</p>
        {withHome ? null : (
          <Link to="/office/homes/$homeId" params={{ homeId }}>
            {t('resident.toHome')}
          </Link>
        )}
      </div>
      <HistoryPanel history={history} wordOf={(field) => fieldWord(field, t)} />
    </>
  )
}
