import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser, skipBrowser as skip } from '../support/browser.ts'
import { openTestService } from '../support/serve.ts'

test('a browser opens the playground, runs the first example and shows its answer, with no other host', {
  skip,
}, async () => {
  const service = await openTestService()
  const browser = await openBrowser()
  const page = await browser.newPage()
  const foreign: string[] = []
  const failures: string[] = []
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol.startsWith('http') && host !== new URL(service.url).host) foreign.push(request.url())
  })
  page.on('pageerror', (error) => failures.push(error.message))
  await page.goto(service.url)
  const tabs = page.getByRole('tab')
  await tabs.filter({ hasText: 'DisagreeingFigures' }).waitFor()
  assert.ok((await tabs.count()) >= 6)
  await page.getByRole('button', { name: /execute query/i }).click()
  await page.locator('.result-window').getByText('independentSources').first().waitFor()
  // A tab that writes has the header that a key is filled into.
  await page.locator('.graphiql-tab-button', { hasText: 'RecordAClaim' }).click()
  await page.getByRole('button', { name: 'Headers' }).click()
  await page.getByText('<your key>').first().waitFor()
  assert.deepEqual({ foreign, failures }, { foreign: [], failures: [] })
  if (process.env.SCREENSHOT) await page.screenshot({ path: process.env.SCREENSHOT })
})
