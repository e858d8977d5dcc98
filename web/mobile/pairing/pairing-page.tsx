import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../../shared/controls/language-switch.tsx'
import { ThemeSwitch } from '../../shared/controls/theme-switch.tsx'
import { CodeForm } from './code-form.tsx'
import { DeviceForm } from './device-form.tsx'
import { TestPress } from './test-press.tsx'
import { type PairingWork, usePairing } from './use-pairing.ts'

const STEPS = ['stepCode', 'stepDevice', 'stepTest'] as const

function stepOf({ pairing }: PairingWork): number {
  if (pairing === null) return 0
  if (pairing.pairedAt === null) return 1
  return pairing.testedAt === null ? 2 : STEPS.length
}

/** The phone of somebody who stands in a living room with a unit in the hand. */
export function PairingPage() {
  const { t } = useTranslation()
  const work = usePairing()
  const now = stepOf(work)
  return (
    <>
      <header className="bar">
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main>
        <h1>{t('pairing.title')}</h1>
        <ol className="steps" aria-label={t('pairing.steps')}>
          {STEPS.map((step, n) => (
            <li key={step} aria-current={n === now ? 'step' : undefined} data-done={n < now || undefined}>
              {t(`pairing.${step}`)}
            </li>
          ))}
        </ol>
        {now === 0 ? <CodeForm work={work} /> : null}
        {now === 1 ? <DeviceForm work={work} /> : null}
        {now >= 2 ? <TestPress work={work} /> : null}
      </main>
    </>
  )
}
