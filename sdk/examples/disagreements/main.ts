/**
 * Prints what the accounts of an event count, from the least to the greatest, who says so through whom, and which claims
 * cannot both hold.
 *
 *   node sdk/examples/disagreements/main.ts al-omar-attack-2024-02-05 [http://localhost:4000/graphql]
 *
 * Where reading needs a key, DATELINE_KEY is one.
 */
import { type ClaimSummaryFragment, createDateline, DatelineError } from '../../src/index.ts'

const [slug, url = 'http://localhost:4000/graphql'] = process.argv.slice(2)

try {
  process.exitCode = slug ? await printDisagreements(slug) : fail('Which event? Give its slug.', 2)
} catch (error) {
  if (!(error instanceof DatelineError)) throw error
  process.exitCode = fail(error.message)
}

async function printDisagreements(slug: string): Promise<number> {
  const { event } = await createDateline({ url, apiKey: process.env.DATELINE_KEY }).event({ by: { slug } })
  if (!event) return fail(`There is no event ${slug}.`)
  const { title, when, figures, disagreements } = event
  print(`${title}, ${when.edtf}`)
  for (const { measure, unit, population, low, high, ...figure } of figures) {
    const counted = [measure, unit, population].filter(Boolean).join(', ')
    print(`\n${counted}: ${low ?? '…'} to ${high ?? '…'}, independent sources: ${figure.independentSources}`)
    if (low !== null) printClaims('at least', low, figure.lowClaims)
    if (high !== null) printClaims('at most', high, figure.highClaims)
  }
  for (const { claim, other, note, basis } of disagreements) {
    print(`\nCannot both hold (${note ?? basis}):`)
    for (const one of [claim, other]) print(`  ${one.text} (${chainOf(one)})`)
  }
  return 0
}

function printClaims(bound: string, number: number, claims: readonly ClaimSummaryFragment[]) {
  print(`  ${bound} ${number}:`)
  for (const claim of claims) print(`    ${claim.text} (${chainOf(claim)})`)
}

/** From the first speaker to the outlet. */
function chainOf({ attributions }: ClaimSummaryFragment): string {
  const links = attributions.map(
    ({ role, agent }) => `${role.toLowerCase().replaceAll('_', ' ')} ${'name' in agent ? agent.name : '?'}`,
  )
  return links.join(', ')
}

function print(line: string) {
  process.stdout.write(`${line}\n`)
}

function fail(message: string, code = 1): number {
  process.stderr.write(`${message}\n`)
  return code
}
