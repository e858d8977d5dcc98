import { Input } from 'antd'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Long enough for somebody who types, short enough not to be waited for. Milliseconds. */
const PAUSE_MS = 250

interface Props {
  readonly label: string
  readonly hint: string
  readonly initial?: string
  readonly autoFocus?: boolean
  /** Told what to look for when typing pauses, at once on Enter, and never while an input method is composing. */
  readonly find: (words: string) => void
}

export function FindBox({ label, hint, initial = '', autoFocus = false, find }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(initial)
  const composing = useRef(false)
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(pause.current), [])
  const findAfter = (words: string, ms: number): void => {
    clearTimeout(pause.current)
    pause.current = setTimeout(() => find(words.trim()), ms)
  }
  const change = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    setTyped(target.value)
    clearTimeout(pause.current)
    if (!composing.current) findAfter(target.value, PAUSE_MS)
  }
  return (
    <div className="find-box">
      <Input
        type="search"
        size="large"
        aria-label={label}
        placeholder={hint}
        title={t('find.title')}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        autoFocus={autoFocus}
        onChange={change}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={({ currentTarget }) => {
          composing.current = false
          findAfter(currentTarget.value, PAUSE_MS)
        }}
        onPressEnter={({ nativeEvent, currentTarget }) => {
          // The key that ends a composition belongs to the input method.
          if (!nativeEvent.isComposing) findAfter(currentTarget.value, 0)
        }}
      />
    </div>
  )
}
