import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FullResident } from '#contract/residents'
import { photoRoutes, residentRoutes } from '#contract/routes'
import { fetchPicture, upload } from '../../../shared/api/files.ts'
import { useWrite } from '../../../shared/api/queries.ts'
import { FailureText } from '../../failure.tsx'
import { AskDialog } from '../form/ask-dialog.tsx'
import { Panel } from '../frame/page.tsx'
import { DropArea } from '../imports/drop-area.tsx'
import { useResident } from './use-resident.ts'
import '../../styles/imports.css'

interface Props {
  readonly resident: FullResident
  readonly editable: boolean
}

/** What somebody looks like. Shown only to whoever asks for it, for each look is written down. */
export function PhotoPanel({ resident: { id, name, hasPhoto }, editable }: Props) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<string | null>(null)
  const [asks, setAsks] = useState(false)
  const [done, setDone] = useState('')
  const { act, busy, failure } = usePhotoActs(id)
  const parts = { params: { id } }
  const show = (): Promise<void> => act(async () => setShown(await fetchPicture(photoRoutes.show, parts)))
  const takeIn = (file: File): Promise<void> =>
    act(async () => {
      setDone('')
      await upload(photoRoutes.takeIn, parts, file)
      setShown(null)
      setDone(t('resident.photo.saved'))
    })
  return (
    <Panel title={t('resident.photo.title')}>
      {shown ? <img className="face" src={shown} alt={t('resident.photo.of', { name })} /> : null}
      {hasPhoto ? null : <p className="soft">{t('resident.photo.none')}</p>}
      <div className="button-line">
        {hasPhoto && !shown ? (
          <Button loading={busy} onClick={() => void show()}>
            {t('resident.photo.show')}
          </Button>
        ) : null}
        {hasPhoto && editable ? <Button onClick={() => setAsks(true)}>{t('resident.photo.takeAway')}</Button> : null}
      </div>
      {editable ? (
        <DropArea
          accept=".jpg,.jpeg,.png,.webp"
          isBusy={busy}
          words={t(hasPhoto ? 'resident.photo.another' : 'resident.photo.choose')}
          hint={t('resident.photo.hint')}
          take={(file) => void takeIn(file)}
        />
      ) : null}
      <FailureText error={failure} />
      <p role="status">{done}</p>
      {asks ? (
        <TakeAwayDialog
          id={id}
          close={() => setAsks(false)}
          done={() => {
            setAsks(false)
            setShown(null)
            setDone(t('resident.photo.takenAway'))
          }}
        />
      ) : null}
    </Panel>
  )
}

/** One thing at a time about the picture; afterwards the file is read again. */
function usePhotoActs(id: string) {
  const { refetch } = useResident(id)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const act = async (doing: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFailure(null)
    await doing().catch(setFailure)
    setBusy(false)
    await refetch()
  }
  return { act, busy, failure }
}

interface DialogProps {
  readonly id: string
  readonly close: () => void
  readonly done: () => void
}

function TakeAwayDialog({ id, close, done }: DialogProps) {
  const { t } = useTranslation()
  const takeAway = useWrite(photoRoutes.takeAway, [residentRoutes.show])
  return (
    <AskDialog
      title={t('resident.photo.takeAway')}
      lead={t('resident.photo.takeAwayLead')}
      submit={t('resident.photo.takeAway')}
      grave
      error={takeAway.error}
      busy={takeAway.isPending}
      yes={() => takeAway.mutate({ params: { id } }, { onSuccess: done })}
      close={close}
    />
  )
}
