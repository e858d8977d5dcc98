import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Puts a text where it can be pasted, and says whether that went well. */
export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const [went, setWent] = useState<'copied' | 'copyFailed' | null>(null)
  // Without TLS, and in some kiosks, a page has no clipboard.
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setWent('copied')
    } catch {
      setWent('copyFailed')
    }
  }
  return (
    <>
      <span role="status">{went ? t(`device.${went}`) : ''}</span>
      <Button onClick={() => void copy()}>{t('device.copy')}</Button>
    </>
  )
}
