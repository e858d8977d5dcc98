import { Button, Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { WEEKDAYS } from '../desks/hours-words.ts'
import '../../styles/hours.css'

/** Not `required`: Ant Design would say so to the group, where ARIA does not allow it. */
const anyDay = (message: string) => ({
  validator: (_: unknown, days: readonly number[] | undefined) =>
    days && days.length > 0 ? Promise.resolve() : Promise.reject(new Error(message)),
})

const WORKING_DAY = { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }

interface Props {
  readonly title: string
  /** What it means when there are none. */
  readonly hint: string
}

/** When a desk is manned or somebody can be reached: lines of weekdays with a beginning and an end. */
export function HoursFields({ title, hint }: Props) {
  const { t } = useTranslation()
  const missing = (what: string) => [{ required: true, message: t('form.missing', { what }) }]
  return (
    <fieldset className="desk-part">
      <legend>{title}</legend>
      <p className="faint">{hint}</p>
      <Form.List name="hours">
        {(lines, { add, remove }) => (
          <>
            {lines.map(({ key, name }, n) => (
              <div key={key} className="hours-line">
                <Form.Item name={[name, 'weekdays']} rules={[anyDay(t('form.choose', { what: t('desk.weekdays') }))]}>
                  <Checkbox.Group
                    aria-label={t('desk.weekdays')}
                    options={WEEKDAYS.map((day) => ({ value: day, label: t(`desk.weekday.d${day}`) }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'from']} rules={missing(t('desk.from'))}>
                  <Input type="time" aria-label={t('desk.from')} />
                </Form.Item>
                <Form.Item name={[name, 'to']} rules={missing(t('desk.to'))}>
                  <Input type="time" aria-label={t('desk.to')} />
                </Form.Item>
                <Button size="small" aria-label={t('desk.removeHours', { n: n + 1 })} onClick={() => remove(name)}>
                  {t('desk.remove')}
                </Button>
              </div>
            ))}
            <Button onClick={() => add(WORKING_DAY)}>{t('desk.addHours')}</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  )
}
