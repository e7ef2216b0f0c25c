import type { SubjectRecord } from '../records.ts'
import { required } from './fields.ts'
import type { FieldsOf, Noun } from './shape.ts'
import { MAX_CODE, MAX_NAME, text } from './values.ts'

const fields: FieldsOf<SubjectRecord> = {
  scheme: required('scheme', text(MAX_CODE)),
  code: required('code', text(MAX_CODE)),
  label: required('label', text(MAX_NAME)),
}

export const subject: Noun = {
  kind: 'Subject',
  table: 'subject',
  fields,
  unique: { code: ['scheme', 'code'] },
  constraints: {
    subject_scheme_code_unique: {
      field: 'code',
      code: 'DUPLICATE',
      message: 'Another subject has this code in the scheme.',
    },
  },
}
