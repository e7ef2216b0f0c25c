import type { CodegenConfig } from '@graphql-codegen/cli'

/** Writes sdk/src/generated/ from the schema file and the SDK's operations: `npm run generate`. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'sdk/operations/**/*.graphql',
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
    'sdk/src/generated/types.ts': { plugins: ['./sdk/codegen/types.ts'] },
    'sdk/src/generated/documents.ts': { plugins: ['./sdk/codegen/documents.ts'] },
    'sdk/src/generated/methods.ts': { plugins: ['./sdk/codegen/methods.ts'] },
  },
}

export default config
