import { fields, tableType } from './sql/index.ts'

/** Shown of any row that has `starts` and `ends`. */
export const Span = tableType('claim_anchor', 'Span', {
  description: 'A stretch of a text, in Unicode code points from 0; the end is not part of it.',
})

fields(Span, (t) => ({
  start: t.column('starts', { type: 'Int', description: 'First code point.' }),
  end: t.column('ends', { type: 'Int', description: 'The code point behind the last.' }),
}))
