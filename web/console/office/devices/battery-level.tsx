import { useTranslation } from 'react-i18next'

/** A charge in per cent; devices on the mains say none. */
export function BatteryLevel({ battery }: { readonly battery: number | null }) {
  const { t } = useTranslation()
  return <>{battery === null ? t('header.none') : t('device.percent', { value: battery })}</>
}
