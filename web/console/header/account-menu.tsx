import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { Glyph } from '../../shared/controls/glyph.tsx'
import { useDesk } from '../desk-context.ts'
import { useDuty } from '../duty/duty-store.ts'
import { leaveDuty } from '../duty/going-on-duty.ts'
import { sayFailure } from '../notice/notice-store.ts'
import { signOut } from '../session/session.ts'

export function AccountMenu() {
  const { t } = useTranslation()
  const { account, send } = useDesk()
  const navigate = useNavigate()
  const leave = async (): Promise<void> => {
    if (useDuty.getState().toneHeard) leaveDuty(send)
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
