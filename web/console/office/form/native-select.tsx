import type { ChangeEventHandler } from 'react'

export interface SelectOption {
  readonly value: string
  readonly label: string
}

interface Props {
  readonly id?: string
  readonly value?: string | null
  readonly onChange?: ChangeEventHandler<HTMLSelectElement>
  readonly options: readonly SelectOption[]
  /** What stands there while nothing is chosen. */
  readonly nothing: string
  readonly label?: string
}

/** The browser's own list: it opens with the keys people know, on every screen reader and at every zoom. */
export function NativeSelect({ value, options, nothing, label, ...rest }: Props) {
  return (
    <select {...rest} className="native-select" value={value ?? ''} aria-label={label}>
      <option value="">{nothing}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
