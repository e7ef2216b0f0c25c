import type { Plugin } from 'graphql-yoga'
import type { Documents } from '../documents.ts'

/** Puts the text of a document in place of its hash, here as on the short way. */
export const usePersisted = (documents: Documents): Plugin => ({
  onParams: ({ params, setParams }) => {
    const query = documents.textOf(params)
    if (typeof query === 'string' && query !== params.query) setParams({ ...params, query })
  },
})
