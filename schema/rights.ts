import { fields, tableType } from './sql/index.ts'

export const Rights = tableType('article', 'Rights', {
  description: 'Who holds the rights in an article, and what they allow.',
})

fields(Rights, (t) => ({
  holder: t.column('rights_holder', {
    nullable: true,
    description: 'Who holds them; null when not stated.',
    input: true,
  }),
  notice: t.column('rights_notice', {
    nullable: true,
    description: 'Copyright notice; null without one.',
    input: true,
  }),
  usageTerms: t.column('rights_usage_terms', {
    nullable: true,
    description: 'What others may do; null when not stated.',
    input: true,
  }),
}))
