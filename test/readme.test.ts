import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { readFeed } from './support/feeds.ts'
import { startService } from './support/process.ts'

const ROOT = new URL('..', import.meta.url)
const readme = await readFile(new URL('README.md', ROOT), 'utf8')
const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
  language,
  text,
}))
const blocksOf = (language: string) =>
  blocks.filter((block) => block.language === language).map(({ text }) => text)

const FIRST_QUESTION = blocksOf('sh').find((text) => text.includes('curl')) ?? ''

/** Run by this very test, or by what runs it. */
const ELSEWHERE = new Set(['npm ci && npm start', 'npm test'])

const temporary = () => mkdtemp(join(tmpdir(), 'dateline-readme-'))
const [folder, DATELINE_DATA] = [await temporary(), await temporary()]
const service = await startService({ DATELINE_DATA })
test.after(async () => {
  service.kill('SIGTERM')
  await service.exit
  await Promise.all([folder, DATELINE_DATA].map((path) => rm(path, { recursive: true, force: true })))
})

const { scripts } = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'))

/** The same command, for the port of this test and from a folder that is not the project's. */
const localized = (text: string) =>
  text
    .replaceAll('http://localhost:4000', new URL(service.url ?? '').origin)
    .replaceAll('npx node sdk/', `${process.execPath} ${ROOT.pathname}sdk/`)
    .replaceAll(/npm run (-s )?dateline --/g, scripts.dateline.replace('server/', `${ROOT.pathname}server/`))

async function shell(command: string): Promise<string> {
  const options = { cwd: folder, env: { ...process.env, DATELINE_DATA } }
  return (await promisify(execFile)('bash', ['-euc', localized(command)], options)).stdout
}

test('the sample answers are what the service answers', async () => {
  const [first = '', second = ''] = blocksOf('json')
  assert.deepEqual(JSON.parse(await shell(FIRST_QUESTION)), JSON.parse(first))
  const [query = ''] = blocksOf('graphql')
  const answer = await fetch(`${service.url}?query=${encodeURIComponent(query)}`)
  assert.partialDeepStrictEqual(await answer.json(), JSON.parse(second))
})

test('every other command runs', async () => {
  const commands = blocksOf('sh').filter((text) => text !== FIRST_QUESTION && !ELSEWHERE.has(text.trim()))
  for (const command of commands) {
    const lines = command.split('\n').filter((line) => !ELSEWHERE.has(line.trim()))
    const output = await shell(lines.join('\n'))
    assert.notEqual(output, '')
    assert.doesNotMatch(output, /"errors"|"code"/)
  }
  assert.match(scripts.start, /^node (--\S+ )*server\/cli\.ts serve$/)
})

test('the feed has the claims that it promises, and reads as one', async () => {
  const command = blocksOf('sh').find((text) => text.includes('/feed/')) ?? ''
  const { items } = readFeed('atom', await shell(command))
  assert.equal(items.length, 20)
})

test('what was imported by the commands is there', async () => {
  const query =
    '{ article: articles(filter: { headline: { eq: "Bridge reopens in Exampleville" } }) { nodes { publishedOn authors { name } outlet { slug countryCode } } } }'
  const answer = await fetch(`${service.url}?query=${encodeURIComponent(query)}`)
  assert.deepEqual(await answer.json(), {
    data: {
      article: {
        nodes: [
          {
            publishedOn: '2026-03-03',
            authors: [{ name: 'Ada Example' }],
            outlet: { slug: 'example-times', countryCode: 'IQ' },
          },
        ],
      },
    },
  })
})

test('the client prints what its snippet promises', async () => {
  const [snippet = ''] = blocksOf('ts')
  const file = new URL(`.readme-${process.pid}.ts`, new URL('sdk/', ROOT))
  // The package is not built here: its source stands in for it.
  await writeFile(file, localized(snippet).replace("'@dateline/sdk'", "'./src/index.ts'"))
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [file.pathname])
    assert.equal(stdout, 'INJURED 18 18\nKILLED 6 7\n')
  } finally {
    await rm(file)
  }
})
