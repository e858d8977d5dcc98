import { useTranslation } from 'react-i18next'
import type { Call } from '#contract/calls'
import type { HomeCard, Resident } from '#contract/registry'
import { Glyph } from '../../shared/controls/glyph.tsx'
import { HoldSigns } from './hold-signs.tsx'

interface Props {
  readonly call: Call
  readonly card: HomeCard | null
}

/** The card of the home: who lives there, what to mind, and how to get in. */
export function Residents({ call, card }: Props) {
  const { t } = useTranslation()
  if (!card) return <p className="no-card soft">{t('call.noCard')}</p>
  return (
    <section className="home-card" aria-label={t('call.residents')}>
      <ul className="residents">
        {card.residents.map((resident) => (
          <ResidentLine key={resident.id} resident={resident} concerned={call.concerns === resident.id} />
        ))}
      </ul>
      <dl className="places">
        <div>
          <dt>
            <Glyph name="home" />
            {t('call.address')}
          </dt>
          <dd>
            <strong>{card.address}</strong> <span className="soft">{card.community}</span>
          </dd>
        </div>
        <div>
          <dt>
            <Glyph name="door" />
            {t('call.doorNote')}
          </dt>
          <dd>{card.doorNote === '' ? <span className="faint">{t('call.noDoorNote')}</span> : card.doorNote}</dd>
        </div>
      </dl>
    </section>
  )
}

function ResidentLine({ resident, concerned }: { readonly resident: Resident; readonly concerned: boolean }) {
  const { t } = useTranslation()
  return (
    <li className={concerned ? 'resident concerned' : 'resident'}>
      <span className="resident-name">{resident.name}</span>
      <span className="resident-facts">
        {resident.age === null ? null : <span>{t('call.age', { age: resident.age })}</span>}
        <span>{t(`sex.${resident.sex}`)}</span>
        <span>{resident.livesAlone ? t('call.livesAlone') : t('call.livesTogether')}</span>
      </span>
      <HoldSigns resident={resident} />
      <ul className="flags" aria-label={t('call.flags')}>
        {resident.flags.length === 0 ? <li className="no-flags">{t('call.noFlags')}</li> : null}
        {resident.flags.map((flag) => (
          <li key={flag} className="flag">
            {t(`flag.${flag}`)}
          </li>
        ))}
      </ul>
    </li>
  )
}
