import type { SubjectsFeedQuery } from '../generated/types.ts'
import { createNoun } from '../noun.ts'

export const subjects = createNoun<SubjectsFeedQuery>('subjects', ({ scheme, code, label }) => ({
  title: label,
  paragraphs: [`${code}, a term of ${scheme}.`],
  categories: [{ scheme, term: code, label }],
}))
