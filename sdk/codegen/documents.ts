import {
  type ASTNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql'
import { type DocumentFile, HEADER, type Operation, operationsOf } from './operations.ts'

/** Prints every operation with its fragments as one string that knows its types: a bundler drops those not used. */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  const operations = operationsOf(files)
  const fragments = fragmentsOf(files)
  return [
    HEADER,
    "import type { TypedDocument } from '../document.ts'",
    "import type * as types from './types.ts'",
    '',
    ...operations.map((operation) => constant(operation, fragments)),
  ].join('\n')
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

const constant = ({ definition, document, result, variables }: Operation, fragments: Fragments) => {
  const text = [definition, ...spreadIn(definition, fragments)].map(print).join('\n')
  const type = `TypedDocument<types.${result}, types.${variables}>`
  return `export const ${document} =\n  ${JSON.stringify(stripIgnoredCharacters(text))} as ${type}\n`
}

/** The fragments that a definition spreads, and those that they spread, each once. */
function spreadIn(root: ASTNode, fragments: Fragments): Set<FragmentDefinitionNode> {
  const found = new Set<FragmentDefinitionNode>()
  const search = (node: ASTNode) =>
    visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value)
        if (!fragment || found.has(fragment)) return
        found.add(fragment)
        search(fragment)
      },
    })
  search(root)
  return found
}

const fragmentsOf = (files: readonly DocumentFile[]): Fragments =>
  new Map(
    files
      .flatMap(({ document }) => document?.definitions ?? [])
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  )
