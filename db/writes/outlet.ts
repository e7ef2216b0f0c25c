import type { OutletRecord } from '../records.ts'
import { altIds, optional, required } from './fields.ts'
import type { FieldsOf, Noun } from './shape.ts'
import { countryCode, language, MAX_NAME, text, webAddress } from './values.ts'

const fields: FieldsOf<OutletRecord> = {
  name: required('name', text(MAX_NAME)),
  url: optional('url', webAddress),
  countryCode: optional('country_code', countryCode),
  language: optional('language', language),
  altIds: altIds('outlet'),
}

export const outlet: Noun = { kind: 'Outlet', table: 'outlet', fields, constraints: {} }
