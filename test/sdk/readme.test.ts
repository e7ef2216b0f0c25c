import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { makeKey } from '../support/keys.ts'
import { openTestService } from '../support/serve.ts'

const sdk = new URL('../../sdk/', import.meta.url)
const readme = await readFile(new URL('README.md', sdk), 'utf8')
const programs = readme.split(/^## /m).flatMap((section) => {
  const [title = ''] = section.split('\n')
  return [...section.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program = '']) => ({ title, program }))
})

const { url, database } = await openTestService()
const key = await makeKey(database, 'ADMIN')

for (const [at, { title, program }] of programs.entries()) {
  test(`the program of "${title}" prints what it promises (${at})`, async () => {
    const file = new URL(`.readme-${process.pid}-${at}.ts`, sdk)
    await writeFile(file, localized(program))
    try {
      const env = { ...process.env, DATELINE_KEY: key }
      const { stdout } = await promisify(execFile)(process.execPath, [file.pathname], { env })
      const printed = stdout.split('\n')
      for (const [, line = ''] of program.matchAll(/^\/\/ → (.*)$/gm))
        assert.ok(
          printed.some((one) => one.startsWith(line)),
          `${line}\nis not in\n${stdout}`,
        )
    } finally {
      await rm(file)
    }
  })
}

/** The package is not built here: its sources stand in for it. */
const localized = (program: string) =>
  program
    .replaceAll('http://localhost:4000/graphql', url)
    .replaceAll("'@dateline/sdk'", "'./src/index.ts'")
    .replaceAll(/'@dateline\/sdk\/(\w+)'/g, "'./src/$1.ts'")
