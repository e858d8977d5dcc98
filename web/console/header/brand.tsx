import { useTranslation } from 'react-i18next'

/** @param part the part of the house one is in; otherwise the desk */
export function Brand({ part }: { readonly part?: string }) {
  const { t } = useTranslation()
  return (
    <span className="brand">
      <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="8" />
        <path d="M16 7.5a6.2 6.2 0 0 0-6.2 6.2v4.1L7.6 21.6h16.8l-2.2-3.8v-4.1A6.2 6.2 0 0 0 16 7.5Z" />
        <circle cx="16" cy="24.2" r="1.9" />
      </svg>
      <span className="brand-name">{t('app.brand')}</span>
      <span className="brand-desk">{part ?? t('app.desk')}</span>
    </span>
  )
}
