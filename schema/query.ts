import { builder } from './builder.ts'

builder.queryType({
  description:
    'What can be asked. Each field costs one statement of the database, however deep its selection.',
})

builder.subscriptionType({ description: 'What can be followed as it happens.' })
