import { Button, Input, type InputRef } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callRoutes } from '#contract/routes'
import { call as send } from '../../shared/api/api.ts'
import { useDesk } from '../desk-context.ts'
import { KeyCaps } from '../keys/key-caps.tsx'
import { isComposing, useShortcut } from '../keys/listening.ts'
import { say, sayFailure } from '../notice/notice-store.ts'
import { queryClient } from '../query-client.ts'
import { type Draft, keepDraft, readDraft } from './drafts.ts'

/** Limit of the contract's NewNote; the server refuses more. */
const MAX_LENGTH = 4000

/** Where the operator writes what was said and done. What is typed is kept at once, saved or not. */
export function NoteComposer({ callId }: { readonly callId: string }) {
  const { t } = useTranslation()
  const field = useRef<InputRef>(null)
  const { draft, write, save, busy } = useDraft(callId)
  useShortcut('note', () => field.current?.focus())
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent) || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void save()
  }
  return (
    <section className="note" aria-labelledby="note-title">
      <h3 id="note-title">{t('note.title')}</h3>
      <Input.TextArea
        ref={field}
        value={draft.text}
        aria-label={t('note.label')}
        placeholder={t('note.placeholder')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={MAX_LENGTH}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="note-foot">
        <span className="faint">{draft.text === '' ? '' : t('note.draftKept')}</span>
        <Button disabled={draft.text.trim() === ''} loading={busy} onClick={() => void save()}>
          {t('note.save')} <KeyCaps caps={['Ctrl', 'Enter']} />
        </Button>
      </div>
    </section>
  )
}

interface DraftInHand {
  readonly draft: Draft
  readonly busy: boolean
  write(text: string): void
  save(): Promise<void>
}

function useDraft(callId: string): DraftInHand {
  const { account } = useDesk()
  const [draft, setDraft] = useState(() => readDraft(account.id, callId))
  const [busy, setBusy] = useState(false)
  const put = (next: Draft): void => {
    setDraft(next)
    keepDraft(account.id, callId, next)
  }
  const save = async (): Promise<void> => {
    if (busy || draft.text.trim() === '') return
    setBusy(true)
    try {
      await send(callRoutes.note, { params: { id: callId }, body: draft })
      keepDraft(account.id, callId, { ...draft, text: '' })
      setDraft(readDraft(account.id, callId))
      say({ kind: 'calm', key: 'note.saved' })
      await queryClient.invalidateQueries({ queryKey: ['call', callId] })
    } catch (error) {
      sayFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return { draft, busy, write: (text) => put({ ...draft, text }), save }
}
