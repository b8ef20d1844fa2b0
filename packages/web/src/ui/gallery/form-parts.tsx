import { useState } from 'react'
import { TextField } from '#ui/form/fields.tsx'
import { Button } from '../button.tsx'
import { ChipField } from '../form/chip-field.tsx'
import { Combobox } from '../form/combobox.tsx'
import { CurrentPasswordField } from '../form/current-password-field.tsx'
import { DateRange, type TimeRange } from '../form/date-range.tsx'
import { Field } from '../form/field.tsx'
import { Filters } from '../form/filters.tsx'
import { Form } from '../form/form.tsx'
import { Input, Switch, TextArea } from '../form/input.tsx'
import { fits } from '../form/search/fits.ts'
import { SearchInput } from '../form/search-input.tsx'
import { SecretInput } from '../form/secret-input.tsx'
import { Segments } from '../form/segments.tsx'
import { Select } from '../form/select.tsx'
import { SelectField } from '../form/select-field.tsx'
import { SwitchField } from '../form/switch-field.tsx'
import { Part } from './part.tsx'

const STATUSES = [
  { value: '', label: 'Any status' },
  { value: 'success', label: 'Success' },
  { value: 'error', label: 'Error', hint: 'red' },
] as const
const MANY = Array.from({ length: 400 }, (_, index) => ({
  value: String(index),
  label: `Connector ${index}`,
  hint: index % 2 === 0 ? 'GitHub' : 'Slack',
}))
const RANGES = [
  { value: '1h', label: 'Last hour' },
  { value: '24h', label: 'Last 24 hours' },
] as const

/** Form controls. */
export function FormParts() {
  const [status, setStatus] = useState<string>('')
  const [one, setOne] = useState('7')
  const [range, setRange] = useState<string | TimeRange>('24h')
  const [text, setText] = useState('harbor')
  const [segment, setSegment] = useState<'all' | 'active'>('all')
  const [isOn, setOn] = useState(true)
  return (
    <>
      <Part of={['form/field', 'form/fields', 'form/input']} title="Field, input">
        <Field label="Name" help="What it is called." className="w-64">
          {(control) => <Input {...control} defaultValue="acme" />}
        </Field>
        <Field label="Name in use" error="This name is taken." optional className="w-64">
          {(control) => <Input {...control} defaultValue="globex" />}
        </Field>
        <Field label="Disabled" className="w-64">
          {(control) => <Input {...control} disabled defaultValue="umbrella" />}
        </Field>
        <Field label="Text" className="w-64">
          {(control) => <TextArea {...control} placeholder="One per line" />}
        </Field>
        <Switch aria-label="On" checked={isOn} onChange={(event) => setOn(event.target.checked)} />
        <Switch aria-label="Disabled switch" checked disabled readOnly />
      </Part>
      <Part of={['form/select', 'form/select-field', 'form/option-popup']} title="Select">
        <Select label="Status" value={status} options={STATUSES} onChange={setStatus} className="w-40" />
        <Select label="Nothing chosen" value="none" options={STATUSES} onChange={() => {}} className="w-40" />
        <Select
          label="Disabled select"
          value=""
          options={STATUSES}
          onChange={() => {}}
          disabled
          className="w-40"
        />
        <SelectField
          label="In a field"
          error="Choose another."
          value={status}
          options={STATUSES}
          onChange={setStatus}
        />
      </Part>
      <Part of={['form/combobox']} title="Combobox">
        <Combobox label="Connector" value={one} options={MANY} onChange={setOne} className="w-56" />
        <Combobox
          label="Nothing chosen here"
          value="none"
          options={MANY}
          onChange={() => {}}
          className="w-56"
        />
        <Combobox
          label="Disabled combobox"
          value="1"
          options={MANY}
          onChange={() => {}}
          disabled
          className="w-56"
        />
      </Part>
      <Part of={['form/date-range']} title="Date range">
        <DateRange
          label="Time"
          presets={RANGES}
          value={range}
          bounds={{ since: '2026-11-03T10:00:00.000Z' }}
          onPreset={setRange}
          onRange={setRange}
        />
        <DateRange
          label="Chosen time"
          presets={RANGES}
          value={{ since: '2026-11-03T10:00:00.000Z', until: '2026-11-03T12:00:00.000Z' }}
          bounds={{ since: '2026-11-03T10:00:00.000Z', until: '2026-11-03T12:00:00.000Z' }}
          onPreset={() => {}}
          onRange={() => {}}
        />
      </Part>
      <Part of={['form/search-input']} title="Search">
        <SearchInput label="Find by name" value={text} onSearch={setText} className="w-64" />
      </Part>
      <Part of={['form/secret-input', 'form/current-password-field']} title="Secret">
        <Field label="Token" className="w-64">
          {(control) => <SecretInput {...control} defaultValue="not-a-secret" />}
        </Field>
        <div className="w-64">
          <CurrentPasswordField />
        </div>
      </Part>
      <Part of={['form/chip-field']} title="Filters as chips">
        <Chips />
      </Part>
      <Part of={['form/filters']} title="Filters">
        <Filters count={1} onClear={() => {}}>
          <Select label="Kind of filter" value="" options={STATUSES} onChange={() => {}} className="w-40" />
        </Filters>
      </Part>
      <Part of={['form/segments']} title="Segments">
        <Segments
          label="State"
          value={segment}
          options={[
            { value: 'all', label: 'All' },
            { value: 'active', label: 'Active' },
          ]}
          onChange={setSegment}
        />
      </Part>
      <Part of={['form/form']} title="Form">
        <Form onSubmit={() => {}} className="flex w-64 flex-col gap-3">
          <TextField label="Address" name="email" type="email" required />
          <Button type="submit">Send</Button>
        </Form>
      </Part>
      <Part of={['form/switch-field']} title="Switch with words">
        <div className="w-96 max-w-full">
          <SwitchField
            label="Read only"
            help="Allows read operations only."
            checked={isOn}
            onChange={setOn}
          />
        </div>
      </Part>
    </>
  )
}

const SUGGESTIONS = [
  { value: 'GitHub', label: 'GitHub', hint: 'Service' },
  { value: 'GitLab', label: 'GitLab', hint: 'Service' },
]

function Chips() {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>(['GitHub'])
  return (
    <ChipField
      label="Chips"
      placeholder="Filter by service"
      className="w-96 max-w-full"
      chips={chosen.map((key) => ({ key, name: 'Service', value: key }))}
      options={SUGGESTIONS.filter(({ label }) => fits(text)(label))}
      text={text}
      onText={setText}
      onAdd={(value) => setChosen([...chosen.filter((one) => one !== value), value])}
      onRemove={(key) => setChosen(chosen.filter((one) => one !== key))}
    />
  )
}
