import type { OutletsFeedQuery } from '../generated/types.ts'
import { createNoun } from '../noun.ts'
import { labelled, paragraphs } from '../words.ts'

export const outlets = createNoun<OutletsFeedQuery>('outlets', ({ name, url, countryCode, language }) => ({
  title: name,
  page: url,
  paragraphs: paragraphs(labelled('Country', countryCode), labelled('Language', language)),
}))
