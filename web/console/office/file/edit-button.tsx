import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

interface Props {
  /** What is edited, for who cannot see where the button stands. */
  readonly what: string
  readonly small?: boolean
  readonly onClick: () => void
}

export function EditButton({ what, small = false, onClick }: Props) {
  const { t } = useTranslation()
  return (
    <Button onClick={onClick} aria-label={t('form.editNamed', { what })} size={small ? 'small' : 'middle'}>
      {t('form.edit')}
    </Button>
  )
}
