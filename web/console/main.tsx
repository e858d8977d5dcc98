import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLanguage } from '../shared/i18n/language.ts'
import { paint, useTheme } from '../shared/theme/theme-mode.ts'
import { Dressed } from './dressed.tsx'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'
import './styles/base.css'

paint(useTheme.getState().daylight)
await startLanguage()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Dressed>
        <RouterProvider router={router} />
      </Dressed>
    </QueryClientProvider>
  </StrictMode>,
)
