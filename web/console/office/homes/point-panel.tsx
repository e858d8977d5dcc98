import { Button, Form, Input } from 'antd'
import { type ClipboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EditButton } from '../file/edit-button.tsx'
import type { Writing } from '../file/file.ts'
import { FormFoot } from '../form/form-foot.tsx'
import { CopyButton } from '../frame/copy-button.tsx'
import { Panel } from '../frame/page.tsx'
import type { HomeProps } from './place-panels.tsx'
import { degreesIn, pairIn, readPoint, type TypedPoint } from './point.ts'
import { useHomeWriting } from './use-home.ts'

/** Where it is on the map: for a village without numbers at its doors the only way to find it. */
export function PointPanel({ home, editable }: HomeProps) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const writing = useHomeWriting(home)
  const what = t('home.field.point')
  const begin = (): void => {
    writing.reset()
    setEditing(true)
  }
  return (
    <Panel title={what} actions={editable && !editing ? <EditButton what={what} onClick={begin} /> : null}>
      {editing ? (
        <PointForm point={home.point} writing={writing} close={() => setEditing(false)} />
      ) : (
        <PointWords point={home.point} />
      )}
    </Panel>
  )
}

function PointWords({ point }: Pick<HomeProps['home'], 'point'>) {
  const { t } = useTranslation()
  if (point === null) return <p className="faint">{t('form.unset')}</p>
  const text = `${point.lat}, ${point.lng}`
  return (
    <div className="private">
      <span>{text}</span>
      <CopyButton text={text} />
    </div>
  )
}

interface FormProps extends Pick<HomeProps['home'], 'point'> {
  readonly writing: Writing
  readonly close: () => void
}

function PointForm({ point, writing, close }: FormProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<TypedPoint>()
  // A pair belongs into both fields, whichever of them it is pasted into.
  const paste = (event: ClipboardEvent): void => {
    const pair = pairIn(event.clipboardData.getData('text'))
    if (!pair) return
    event.preventDefault()
    form.setFieldsValue(pair)
    void form.validateFields().catch(() => undefined)
  }
  const submit = (typed: TypedPoint): void => {
    const read = readPoint(typed)
    if (typeof read !== 'string') writing.write({ point: read }, close)
  }
  return (
    <Form<TypedPoint>
      form={form}
      className="office-form"
      layout="vertical"
      requiredMark={false}
      initialValues={point ? { lat: String(point.lat), lng: String(point.lng) } : {}}
      onFinish={submit}
    >
      <p className="soft dialog-lead">{t('home.point.hint')}</p>
      <Degrees name="lat" paste={paste} autoFocus />
      <Degrees name="lng" paste={paste} />
      <FormFoot error={writing.error} busy={writing.busy} cancel={close}>
        {point ? (
          <Button danger onClick={() => writing.write({ point: null }, close)}>
            {t('form.clear')}
          </Button>
        ) : null}
      </FormFoot>
    </Form>
  )
}

interface DegreesProps {
  readonly name: keyof TypedPoint
  readonly paste: (event: ClipboardEvent) => void
  readonly autoFocus?: boolean
}

/** One number by itself says only whether it is one; the second also says where both lie. */
function Degrees({ name, paste, autoFocus = false }: DegreesProps) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<TypedPoint>()
  const check = async (_: unknown, value: string): Promise<void> => {
    if (degreesIn(value) === null) throw new Error(t('home.point.notNumber'))
    const read = name === 'lng' ? readPoint(form.getFieldsValue()) : null
    if (read === 'swapped' || read === 'outside') throw new Error(t(`home.point.${read}`))
  }
  return (
    <Form.Item name={name} label={t(`home.point.${name}`)} dependencies={['lat', 'lng']} rules={[{ validator: check }]}>
      <Input inputMode="decimal" autoComplete="off" autoFocus={autoFocus} onPaste={paste} />
    </Form.Item>
  )
}
