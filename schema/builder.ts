import SchemaBuilder from '@pothos/core'
import type { Context } from './context.ts'

interface Text {
  Input: string
  Output: string
}

/** The one builder of the graph. Fields are non-null unless they say `nullable`. */
export const builder = new SchemaBuilder<{
  Context: Context
  DefaultFieldNullability: false
  Scalars: {
    ID: Text
    Date: Text
    DateTime: Text
    EDTF: Text
    URL: Text
    Language: Text
    CountryCode: Text
    Cursor: Text
    JSON: { Input: unknown; Output: unknown }
  }
}>({ defaultFieldNullability: false })

export type Types = typeof builder.$inferSchemaTypes
