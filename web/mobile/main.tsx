import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLanguage } from '../shared/i18n/language.ts'
import { paint, useTheme } from '../shared/theme/theme-mode.ts'
import { PairingPage } from './pairing/pairing-page.tsx'
import './mobile.css'

paint(useTheme.getState().daylight)
/** Not a top-level await: browsers of 2019 cannot read one. */
async function start(): Promise<void> {
  await startLanguage()
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  createRoot(root).render(
    <StrictMode>
      <PairingPage />
    </StrictMode>,
  )
}

void start()
