import { CriticalityLevel, diff } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'

/** What a version brings, and what it is to be called. */
export interface Plan {
  bump: Bump
  version: string
  /** What changed in the schema, in words, by how much it concerns an application. */
  changes: Readonly<Record<Bump, readonly string[]>>
}

export type Bump = 'major' | 'minor' | 'patch'

const BUMPS = {
  [CriticalityLevel.Breaking]: 'major',
  [CriticalityLevel.Dangerous]: 'minor',
  [CriticalityLevel.NonBreaking]: 'patch',
} as const satisfies Record<CriticalityLevel, Bump>

/**
 * The version after `current`, by what became of the schema since: what breaks applications is major, what may surprise them is
 * minor, all else a patch. Before 1.0 a caret stops at the minor number, so that there what breaks is minor, and the rest a patch.
 */
export async function planRelease(released: string, schema: string, current: string): Promise<Plan> {
  const changes: Record<Bump, string[]> = { major: [], minor: [], patch: [] }
  for (const { criticality, message } of await diff(buildSchema(released), buildSchema(schema)))
    changes[BUMPS[criticality.level]].push(message)
  const bump = changes.major.length > 0 ? 'major' : changes.minor.length > 0 ? 'minor' : 'patch'
  return { bump, version: next(current, bump), changes }
}

function next(current: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = current.split('.').map(Number)
  if (major === 0) return bump === 'major' ? `0.${minor + 1}.0` : `0.${minor}.${patch + 1}`
  if (bump === 'major') return `${major + 1}.0.0`
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

const TITLES = { major: 'What breaks', minor: 'What may surprise', patch: 'What is new' } as const

/** A section of the change log. */
export function printPlan({ version, changes }: Plan, date: string): string {
  const parts = (['major', 'minor', 'patch'] as const)
    .filter((bump) => changes[bump].length > 0)
    .map((bump) => `### ${TITLES[bump]}\n\n${changes[bump].map((change) => `- ${change}`).join('\n')}\n`)
  const content = parts.length > 0 ? parts.join('\n') : 'The schema is as it was.\n'
  return `## ${version} (${date})\n\n${content}`
}
