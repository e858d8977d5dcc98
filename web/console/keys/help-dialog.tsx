import { Modal, Switch } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { WaitingStrip } from '../attention/waiting-strip.tsx'
import { closeDialog, useDialogs } from '../dialogs.ts'
import { KeyCaps } from './key-caps.tsx'
import { setCharacterKeys, useKeySettings } from './listening.ts'
import { GROUPS, type Group, SHORTCUTS } from './shortcuts.ts'

export function HelpDialog() {
  const { t } = useTranslation()
  const open = useDialogs((dialogs) => dialogs.open === 'help')
  const characterKeys = useKeySettings((settings) => settings.characterKeys)
  const label = useId()
  return (
    <Modal open={open} title={t('keys.title')} footer={null} onCancel={closeDialog} rootClassName="beside-queue">
      <WaitingStrip />
      {GROUPS.map((group) => (
        <KeyTable key={group} group={group} />
      ))}
      <div className="switch-line">
        <Switch checked={characterKeys} onChange={setCharacterKeys} aria-labelledby={label} />
        <span id={label}>{t('keys.letters')}</span>
      </div>
    </Modal>
  )
}

function KeyTable({ group }: { readonly group: Group }) {
  const { t } = useTranslation()
  return (
    <table className="key-table">
      <caption>{t(`keys.${group}`)}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{t('keys.press')}</th>
          <th scope="col">{t('keys.action')}</th>
        </tr>
      </thead>
      <tbody>
        {SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) => (
          <tr key={shortcut.id}>
            <td>
              <KeyCaps caps={shortcut.caps} />
            </td>
            <td>{t(`keys.${shortcut.id}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
