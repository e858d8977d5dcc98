import { type InputHTMLAttributes, useEffect, useId, useRef } from 'react'

interface FieldProps {
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly shape: Pick<InputHTMLAttributes<HTMLInputElement>, 'minLength' | 'maxLength' | 'autoCapitalize'>
  readonly onChange: (value: string) => void
}

/** One line of letters and digits, with the cursor in it: there is nothing else to do on such a page. */
export function Field({ label, hint, value, shape, onChange }: FieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...shape}
        ref={input}
        id={id}
        value={value}
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        required
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
    </div>
  )
}
