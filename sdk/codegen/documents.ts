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

/** Prints every operation as the texts of it and of its fragments, each once: a bundler drops those not used. */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  const fragments = fragmentsOf(files)
  const operations = operationsOf(files)
  const spread = new Set(operations.flatMap(({ definition }) => [...spreadIn(definition, fragments)]))
  return [
    HEADER,
    "import { document, type TypedDocument } from '../document.ts'",
    "import type * as types from './types.ts'",
    '',
    ...[...fragments.values()]
      .filter((fragment) => spread.has(fragment))
      .map((fragment) => `const ${fragment.name.value} =\n  ${literal(fragment)}\n`),
    ...operations.map((operation) => constant(operation, fragments)),
  ].join('\n')
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

const constant = ({ definition, document, result, variables }: Operation, fragments: Fragments) => {
  const parts = [literal(definition), ...[...spreadIn(definition, fragments)].map(({ name }) => name.value)]
  const type = `TypedDocument<types.${result}, types.${variables}>`
  return `export const ${document}: ${type} = /* @__PURE__ */ document(\n  ${parts.join(',\n  ')},\n)\n`
}

/** The text of an operation with its fragments, as `document` of the SDK puts it together. */
export const textOf = ({ definition }: Operation, files: readonly DocumentFile[]): string =>
  [definition, ...spreadIn(definition, fragmentsOf(files))].map(stripped).join('')

const stripped = (node: ASTNode) => stripIgnoredCharacters(print(node))
const literal = (node: ASTNode) => JSON.stringify(stripped(node))

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
