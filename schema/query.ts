import { builder } from './builder.ts'

builder.queryType({
  description:
    'What can be asked. Each field costs one statement of the database, however deep its selection.',
})

builder.mutationType({
  description:
    'What can be written, by whoever has the key of an editor. A mutation is done whole or not at all, and answers with its payload or with an error that says why nothing was done.',
})

builder.subscriptionType({ description: 'What can be followed as it happens.' })
