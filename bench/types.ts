// npm run bench:types: what it takes to check an application that imports the SDK.
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packSdk } from '../test/support/package.ts'

const COMPILER = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))
const ROUNDS = 3

const PROGRAMS = {
  'nothing of it': 'export const nothing = 1',
  'createClient and one query':
    "import { createClient, EventDocument } from '@dateline/sdk'\nexport const event = createClient({ url: '' }).request(EventDocument, { by: { slug: 'a' } })",
  'createDateline, every method':
    "import { createDateline } from '@dateline/sdk'\nexport const dateline = createDateline({ url: '' })\nexport const event = dateline.event({ by: { slug: 'a' } })",
  'a query by the graphql tag':
    "import { createClient } from '@dateline/sdk'\nimport { graphql } from '@dateline/sdk/schema'\nexport const event = createClient({ url: '' }).request(graphql('{ events { nodes { title figures { low high } } } }'))",
}

const removals: (() => Promise<void>)[] = []
try {
  const { install } = await packSdk((remove) => removals.push(remove))
  const app = await install(['gql.tada', '@0no-co/graphql.web', 'graphql'])
  console.log('| an application that imports | seconds to check | instantiations | types |')
  console.log('| --- | --: | --: | --: |')
  for (const [name, program] of Object.entries(PROGRAMS)) {
    await writeFile(join(app, 'app.mts'), program)
    const rounds = []
    for (let round = 0; round < ROUNDS; round++) rounds.push(await check(app))
    const [figures] = rounds.toSorted((a, b) => a.seconds - b.seconds)
    if (figures)
      console.log(`| ${name} | ${figures.seconds} | ${figures.instantiations} | ${figures.types} |`)
  }
} finally {
  for (const remove of removals) await remove()
}

async function check(app: string) {
  const options = [
    '--strict',
    '--noEmit',
    '--target',
    'es2022',
    '--module',
    'nodenext',
    '--extendedDiagnostics',
  ]
  const { stdout } = await promisify(execFile)(process.execPath, [COMPILER, ...options, 'app.mts'], {
    cwd: app,
  })
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1])
  return { seconds: read('Total time'), instantiations: read('Instantiations'), types: read('Types') }
}
