import { initGraphQLTada } from 'gql.tada'
import type { introspection, Scalars } from './generated/introspection.ts'

export { type FragmentOf, type ResultOf, readFragment, type VariablesOf } from 'gql.tada'
export type { Scalars } from './generated/introspection.ts'

/** Of gql.tada. */
export interface Setup {
  introspection: introspection
  scalars: Scalars
}

/** The texts that documents are made of: their own, and those of their fragments, each once. */
const texts = new WeakMap<object, ReadonlySet<string>>()

/**
 * A document whose types the compiler reads out of its text, against the schema that this version of the package was made for: to be
 * asked by `request` and `subscribe`. No generator has to run. Needs `gql.tada`, which is not installed with this package.
 */
export const graphql: initGraphQLTada<Setup> = new Proxy(initGraphQLTada<Setup>(), {
  // What gql.tada parses has no source, and printing it would take a printer along.
  apply: (tag, self, args: [string, (readonly object[])?]) => {
    const document: object = Reflect.apply(tag, self, args)
    const [text, fragments = []] = args
    const parts = [...fragments].flatMap((fragment) => [...(texts.get(fragment) ?? [])])
    const all = new Set([text.replace(/\s*@_unmask\b/, ''), ...parts])
    texts.set(document, all)
    return Object.assign(document, { loc: { source: { body: [...all].join('\n') } } })
  },
})
