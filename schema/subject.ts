import { nodeType } from './node.ts'
import { fields, list, lookup } from './sql/index.ts'
import { mutations } from './writes/index.ts'

export const Subject = nodeType(
  'subject',
  'Subject',
  'A term of a scheme: a region or theme of an outlet, or an IPTC media topic.',
)

fields(Subject, (t) => ({
  scheme: t.column('scheme', {
    description:
      'Whose term it is: `medtop` for IPTC media topics, `<outlet>:region` for an outlet’s regions.',
    input: true,
    filter: 'Whose term it is compares so.',
  }),
  code: t.column('code', {
    description: 'The term’s code in its scheme.',
    input: true,
    filter: 'Its code in the scheme compares so.',
  }),
  label: t.column('label', {
    description: 'The term as printed.',
    input: true,
    filter: 'The term as printed compares so.',
    order: 'By label, in the order of code points.',
  }),
}))

lookup(Subject, 'subject', { description: 'One subject. Null when there is none by that key.' })
list(Subject, 'subjects', {
  description: 'Subjects, by label unless asked otherwise.',
  order: { field: 'LABEL', direction: 'ASC' },
})
mutations(Subject, 'subjects')
