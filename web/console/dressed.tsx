import { ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { antdTheme } from '../shared/theme/antd-theme.ts'
import { useTheme } from '../shared/theme/theme-mode.ts'

const CLOCK_CHECK_MS = 60_000

/** Language and colours for everything inside. */
export function Dressed({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation()
  const daylight = useTheme((theme) => theme.daylight)
  const lookAtClock = useTheme((theme) => theme.lookAtClock)
  useEffect(() => {
    const timer = setInterval(lookAtClock, CLOCK_CHECK_MS)
    return () => clearInterval(timer)
  }, [lookAtClock])
  return (
    <ConfigProvider
      locale={i18n.language === 'en' ? enUS : zhCN}
      theme={antdTheme(daylight)}
      // Ant Design would write 「接 警」, which no search and no test finds.
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  )
}
