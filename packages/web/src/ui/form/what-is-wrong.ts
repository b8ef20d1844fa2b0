import { t } from '@lingui/core/macro'
import { formatNumber } from '#texts/format.ts'

type Checked = Pick<HTMLInputElement, 'validity' | 'type' | 'minLength' | 'maxLength' | 'min' | 'max'>

/** Returns the message for a violated rule of a control, such as `required` or `min`. */
export function whatIsWrong(control: Checked | HTMLTextAreaElement): string {
  const { validity, type, minLength, maxLength } = control
  const { min = '', max = '' } = control as Partial<Checked>
  if (validity.valueMissing) return t`This is required.`
  if (validity.typeMismatch && type === 'email')
    return t`This must be an e-mail address, such as grace@example.com.`
  if (validity.typeMismatch) return t`This must be a URL, such as https://example.com.`
  if (validity.badInput) return t`This must be a number.`
  if (validity.tooShort) return t`Enter ${minLength} characters or more.`
  const most = formatNumber(maxLength)
  if (validity.tooLong) return t`Enter ${most} characters at most.`
  if (validity.rangeUnderflow || validity.rangeOverflow) {
    if (max === '') return t`This must be ${min} or more.`
    return min === '' ? t`This must be ${max} or less.` : t`This must be from ${min} to ${max}.`
  }
  if (validity.stepMismatch) return t`This must be a whole number.`
  return t`This is not correct.`
}
