import { type DragEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  readonly accept: string
  readonly isBusy: boolean
  readonly words: string
  readonly hint: string
  readonly take: (file: File) => void
}

/** A place for a file: it can be dropped here, or chosen with mouse or keys. */
export function DropArea({ accept, isBusy, words, hint, take }: Props) {
  const { t } = useTranslation()
  const [isOver, setOver] = useState(false)
  const id = useId()
  const over = (event: DragEvent): void => {
    event.preventDefault()
    setOver(true)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file && !isBusy) take(file)
  }
  return (
    <label
      className={isOver ? 'drop-area over' : 'drop-area'}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      htmlFor={id}
    >
      <span className="drop-words">{isBusy ? t('app.loading') : words}</span>
      <span className="faint">{hint}</span>
      <input
        id={id}
        type="file"
        className="unseen"
        accept={accept}
        disabled={isBusy}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) take(file)
          // The same file again is a change, too, when it was mended meanwhile.
          event.target.value = ''
        }}
      />
    </label>
  )
}
