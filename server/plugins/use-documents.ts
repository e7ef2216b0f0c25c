import type { Plugin } from 'graphql-yoga'
import type { Documents, KnownDocument } from '../documents.ts'

/** Parses and validates a document once, here as on the short way. */
export function useDocuments(documents: Documents): Plugin {
  const known = new WeakMap<object, KnownDocument>()
  return {
    onParse: ({ setParseFn }) =>
      setParseFn((source: unknown) => {
        const found = documents.find(String(source))
        known.set(found.document, found)
        return found.document
      }),
    onValidate: ({ params, setResult }) => {
      const found = known.get(params.documentAST)
      if (found) setResult([...found.errors])
    },
  }
}
