import type { PartiesFeedQuery } from '../generated/types.ts'
import { createNoun } from '../noun.ts'
import { labelled, paragraphs, prose } from '../words.ts'

export const parties = createNoun<PartiesFeedQuery>('parties', (party) => ({
  title: party.name,
  paragraphs: paragraphs(
    labelled('Kind', prose(party.kind)),
    party.description,
    labelled('Country', party.countryCode),
    labelled('Member of', party.memberOf?.name ?? null),
  ),
}))
