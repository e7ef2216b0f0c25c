import type { CodegenConfig } from '@graphql-codegen/cli'

const FRAGMENTS = 'sdk/operations/fragments/*.graphql'
const SDK_OPERATIONS = 'sdk/operations/**/*.graphql'
const OF_ALL = ['sdk/operations/*.graphql', FRAGMENTS]
const OF_ADMINS = ['sdk/operations/admin/*.graphql', FRAGMENTS]
const FEED_DOCUMENTS = 'server/syndication/documents/*.graphql'

/** From the schema file: what the SDK's operations are in TypeScript, and what the feeds' answer. `npm run generate`. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  config: {
    strictScalars: true,
    scalars: {
      ID: 'string',
      Date: 'string',
      DateTime: 'string',
      EDTF: 'string',
      URL: 'string',
      Language: 'string',
      CountryCode: 'string',
      Cursor: 'string',
      JSON: 'unknown',
    },
    useTypeImports: true,
    immutableTypes: true,
    // A list is written as a list, and a fragment as the type that bears its name.
    arrayInputCoercion: false,
    inlineFragmentTypes: 'combine',
    printFieldsOnNewLines: true,
    skipTypeNameForRoot: true,
    futureProofEnums: true,
  },
  generates: {
    'sdk/src/generated/types.ts': { documents: SDK_OPERATIONS, plugins: ['./sdk/codegen/types.ts'] },
    'sdk/src/generated/documents.ts': { documents: OF_ALL, plugins: ['./sdk/codegen/documents.ts'] },
    'sdk/src/generated/methods.ts': {
      documents: OF_ALL,
      config: { documentFile: 'documents.ts' },
      plugins: ['./sdk/codegen/methods.ts'],
    },
    'sdk/src/generated/admin-documents.ts': {
      documents: OF_ADMINS,
      plugins: ['./sdk/codegen/documents.ts'],
    },
    'sdk/src/generated/admin-methods.ts': {
      documents: OF_ADMINS,
      config: { documentFile: 'admin-documents.ts' },
      plugins: ['./sdk/codegen/methods.ts'],
    },
    'sdk/src/generated/introspection.ts': { plugins: ['./sdk/codegen/introspection.ts'] },
    'sdk/manifest.json': { documents: SDK_OPERATIONS, plugins: ['./sdk/codegen/manifest.ts'] },
    'server/syndication/generated/types.ts': {
      documents: FEED_DOCUMENTS,
      config: { skipTypename: true },
      plugins: ['./sdk/codegen/answer-types.ts'],
    },
  },
}

export default config
