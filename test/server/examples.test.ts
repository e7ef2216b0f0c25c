import assert from 'node:assert/strict'
import test from 'node:test'
import { parse, validate } from 'graphql'
import { schema } from '../../schema/index.ts'
import { readExamples } from '../../server/plugins/use-playground.ts'
import { ask, post } from '../support/ask.ts'
import { makeKey } from '../support/keys.ts'
import { openTestService } from '../support/serve.ts'

const service = await openTestService()
const key = await makeKey(service.database, 'EDITOR')

for (const { file, query } of readExamples()) {
  test(`the example ${file} is valid`, () => {
    assert.deepEqual(validate(schema, parse(query)), [])
  })
  if (file.includes('live')) continue
  test(`the example ${file} has an answer in the sample data, by one statement`, async () => {
    service.database.reads.length = 0
    const { data, errors } = JSON.parse(await (await post(service.url, query, { key })).text())
    assert.equal(errors, undefined)
    assert.equal(service.database.reads.length, 1)
    assert.doesNotMatch(JSON.stringify(data), /"\w+Error"/)
    assert.ok(JSON.stringify(data).length > 300, `it says too little: ${JSON.stringify(data)}`)
  })
}

test('two accounts of one event differ, and each bound opens its claims', async () => {
  const [example] = readExamples()
  const { data } = await ask(service.url, example?.query ?? '')
  const { figures, disagreements } = data.event
  const killed = figures.find(({ measure }: { measure: string }) => measure === 'KILLED')
  assert.ok(killed && killed.low < killed.high && killed.independentSources >= 2)
  assert.ok(killed.lowClaims.length > 0 && killed.highClaims.length > 0 && disagreements.length > 0)
})
