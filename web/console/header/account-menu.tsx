import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts'
import { Glyph } from '../../shared/controls/glyph.tsx'
import { sayFailure } from '../notice/notice-store.ts'
import { signOut } from '../session/session.ts'

type Item = NonNullable<MenuProps['items']>[number]

interface Props {
  readonly account: Account
  /** What else this account can do from here. */
  readonly items?: readonly Item[]
  /** Done first when somebody signs out. */
  readonly leaving?: () => void
}

export function AccountMenu({ account, items = [], leaving }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const leave = async (): Promise<void> => {
    leaving?.()
    try {
      await signOut()
      await navigate({ to: '/login' })
    } catch (error) {
      sayFailure(error)
    }
  }
  const who = t('login.account', { name: account.name, role: t(`role.${account.role}`) })
  return (
    <Dropdown
      trigger={['click']}
      // Inside the header, so that the menu belongs to a landmark.
      getPopupContainer={(button) => button.parentElement ?? document.body}
      menu={{
        items: [
          { key: 'who', label: who, disabled: true },
          { key: 'own', label: t('app.own'), onClick: () => void navigate({ to: '/office/own' }) },
          ...items,
          { key: 'leave', label: t('login.signOut'), onClick: () => void leave() },
        ],
      }}
    >
      <Button type="text" aria-label={who} icon={<Glyph name="person" />}>
        {account.name}
      </Button>
    </Dropdown>
  )
}
