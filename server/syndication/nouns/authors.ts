import type { AuthorsFeedQuery } from '../generated/types.ts'
import { createNoun } from '../noun.ts'
import { joined, labelled, paragraphs, prose } from '../words.ts'

export const authors = createNoun<AuthorsFeedQuery>('authors', ({ name, kind, bio, affiliations }) => ({
  title: name,
  paragraphs: paragraphs(
    labelled('Kind', prose(kind)),
    bio,
    labelled('Affiliations', joined([...affiliations], '; ')),
  ),
}))
