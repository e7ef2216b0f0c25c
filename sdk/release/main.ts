// npm run release [-- --dry]: gives the SDK its next version. Nothing is published: what is to be done then is printed.
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { planRelease, printPlan } from './plan.ts'

const { values } = parseArgs({ options: { dry: { type: 'boolean', default: false } } })
const at = (path: string) => new URL(path, import.meta.url)
const read = (path: string) => readFile(at(path), 'utf8')

const manifest = await read('../package.json')
const { version: current } = JSON.parse(manifest)
const schema = await read('../../schema/schema.graphql')
// Kept by each release for the next one; before the first there is none.
const released = await read('released.graphql').catch((error: unknown) => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return schema
  throw error
})
const plan = await planRelease(released, schema, current)
const section = printPlan(plan, new Date().toISOString().slice(0, 10))

process.stdout.write(`${current} → ${plan.version}\n\n${section}`)
if (!values.dry) {
  const changes = await read('../CHANGELOG.md')
  await writeFile(
    at('../package.json'),
    manifest.replace(`"version": "${current}"`, `"version": "${plan.version}"`),
  )
  await writeFile(at('../CHANGELOG.md'), changes.replace('\n', `\n\n${section.trimEnd()}\n`))
  await writeFile(at('released.graphql'), schema)
  process.stdout.write(`
Look at sdk/CHANGELOG.md, then:
  npm install --package-lock-only && npm test
  git commit -am "SDK ${plan.version}" && git tag sdk-v${plan.version}
  npm publish -w sdk --access public
`)
}
