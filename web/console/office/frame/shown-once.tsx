import { Button, Modal } from 'antd'
import { CopyButton } from './copy-button.tsx'

interface Props {
  readonly title: string
  readonly lead: string
  /** What it is called. */
  readonly label: string
  readonly text: string
  readonly kept: string
  readonly close: () => void
}

/** Something that nobody can look up again; so nothing but its button closes it. */
export function ShownOnce({ title, lead, label, text, kept, close }: Props) {
  return (
    <Modal open title={title} footer={null} closable={false} keyboard={false} mask={{ closable: false }}>
      <p className="dialog-lead">{lead}</p>
      <dl className="facts">
        <div className="wide">
          <dt>{label}</dt>
          <dd className="once">{text}</dd>
        </div>
      </dl>
      <div className="dialog-buttons">
        <CopyButton text={text} />
        <Button type="primary" onClick={close}>
          {kept}
        </Button>
      </div>
    </Modal>
  )
}
