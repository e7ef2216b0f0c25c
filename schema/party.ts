import { PARTY_KINDS } from '../db/vocabulary.ts'
import { AltId, altIdsOf } from './alt-id.ts'
import { Article } from './article.ts'
import { nodeType } from './node.ts'
import { belongsTo, enumType, fields, hasMany, list, lookup } from './sql/index.ts'
import { mutations } from './writes/index.ts'

const PartyKind = enumType('PartyKind', PARTY_KINDS, 'What sort of party speaks or acts.', {
  PERSON: 'One named human being.',
  ORGANIZATION: 'A body that is neither a state nor armed: a company, a charity, a movement.',
  GOVERNMENT: 'A government, or an office of one.',
  ARMED_FORCE: 'The armed force of a state.',
  ARMED_GROUP: 'An armed group that is no state’s force.',
  INTERNATIONAL_BODY: 'A body of several states: the United Nations, a court.',
  UNNAMED: 'Somebody whom the article does not name. Belongs to that article alone, and is never merged.',
})

export const Party = nodeType('party', 'Party', 'Anyone who speaks or acts.')

fields(Party, (t) => ({
  name: t.column('name', {
    description: 'Usual name; for an unnamed party the words that describe it.',
    input: true,
    filter: 'Its usual name compares so.',
    order: 'By name, in the order of code points.',
  }),
  kind: t.column('kind', {
    type: PartyKind,
    description: 'What sort of party it is.',
    input: true,
    filter: 'Is of one of these kinds.',
  }),
  description: t.column('description', {
    nullable: true,
    description: 'Who it is, in a line; null when not known.',
    input: true,
  }),
  countryCode: t.column('country_code', {
    type: 'CountryCode',
    nullable: true,
    description: 'Country it belongs to; null when not known, or when it belongs to none.',
    input: true,
    filter: 'Belongs to one of these countries.',
  }),
  memberOf: t.one(Party, belongsTo('member_of'), {
    description: 'The party it is a part of; null when it stands alone.',
    input: true,
    filter: 'Is part of a party that matches.',
  }),
  members: t.connection(Party, hasMany('member_of'), {
    description: 'The parties that are parts of it.',
    order: { field: 'NAME', direction: 'ASC' },
    filter: 'Has parts that match.',
  }),
  article: t.one(Article, belongsTo('article_id'), {
    description: 'The article that an unnamed party belongs to; null for every named one.',
    input: true,
    filter: 'An unnamed party of an article that matches.',
  }),
  altIds: t.list(AltId, altIdsOf('party'), {
    description: 'Ids of the party in other systems.',
    input: true,
    filter: 'Has an id in another system that matches.',
  }),
}))

fields(Article, (t) => ({
  unnamedParties: t.connection(Party, hasMany('article_id'), {
    description: 'The parties that it quotes without naming them.',
    order: { field: 'NAME', direction: 'ASC' },
    filter: 'Has unnamed parties that match.',
  }),
}))

lookup(Party, 'party', { description: 'One party. Null when there is none by that key.' })
list(Party, 'parties', {
  description: 'Parties, by name unless asked otherwise.',
  order: { field: 'NAME', direction: 'ASC' },
})
mutations(Party, 'parties')
