import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { createDateline, payloadOf } from '../../../sdk/src/index.ts'
import { openBrowser, noBrowser as skip } from '../../support/browser.ts'
import { makeKey } from '../../support/keys.ts'
import { makeCount, makeEvent } from '../../support/make.ts'
import { openRelay } from '../../support/relay.ts'
import { openTestService, type TestService } from '../../support/serve.ts'
import { until } from '../../support/until.ts'

const AXE = new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url)
const ARTICLE = { slug: 'benjamin-davies-2024-02-09' }
const AL_OMAR = { slug: 'al-omar-attack-2024-02-05' }
const TITLE = 'Drone attack at the al-Omar field'

test('the front page in a browser', { skip }, async (t) => {
  const service = await openTestService()
  const browser = await openBrowser()
  const wrong: string[] = []
  const open = (options?: OpenOptions) => openPage(browser, service.url, wrong, options)

  await t.test('shows the range of an event, and the claims behind each end with who said them', async () => {
    const page = await open()
    const killed = figureOf(page, TITLE, 'killed')
    assert.match(await killed.locator('summary').innerText(), /6–7 killed\s+3 independent sources/)
    assert.ok(await page.getByText('about 5 February 2024').first().isVisible())
    await killed.locator('summary').click()
    const [low, high] = [killed.locator('.side').first(), killed.locator('.side').nth(1)]
    await low.getByText('six of their fighters').waitFor()
    assert.match(await low.innerText(), /^6 at the low end/)
    assert.match(await low.innerText(), /said by Syrian Democratic Forces.* › published by/s)
    assert.match(await high.innerText(), /^7 at the high end.*counts seven killed/s)
    await low.getByText(/characters \d+–\d+/).waitFor()
    const link = await low.getByRole('link', { name: 'passage and record' }).first().getAttribute('href')
    const address = new URL(link ?? '', service.url)
    const answer = await fetch(address, { headers: { accept: 'application/json' } })
    assert.match(JSON.stringify(await answer.json()), /six of their fighters/)
    await page.close()
  })

  await t.test('shows a claim that is recorded meanwhile where it is, without being asked', async () => {
    const page = await open()
    const killed = figureOf(page, TITLE, 'killed')
    await killed.locator('summary').click()
    await statusOf(page, 'Live')
    const before = await highOf(page)
    await page.evaluate(() => Object.assign(window, { isSame: true }))
    const id = await createCount(service, '80')
    await killed.getByText('6–80').waitFor()
    assert.ok((await highOf(page)) > before)
    // What was open is open still, with the new claim in it.
    await killed.locator('.side').nth(1).getByText('A desk that counts anew').waitFor()
    await page.locator('#news').getByText(`${TITLE}: 6–80 killed`).waitFor({ state: 'attached' })
    const dateline = await editor(service)
    payloadOf((await dateline.withdraw({ input: { id, reason: 'A test' } })).withdraw)
    await killed.getByText('6–7', { exact: true }).waitFor()
    assert.equal(await page.evaluate(() => 'isSame' in window), true)
    await page.close()
  })

  await t.test('says that the service is gone, and shows what it missed once it is back', async (t) => {
    const relay = await openRelay([service.url])
    t.after(() => relay.close())
    const page = await openPage(browser, relay.url, [])
    await statusOf(page, 'Live')
    await relay.close()
    await statusOf(page, 'Connection lost: trying again')
    await createCount(service, '90')
    await relay.reopen()
    await statusOf(page, 'Live')
    await figureOf(page, TITLE, 'killed').getByText('6–90').waitFor()
    await page.close()
  })

  await t.test('shows an event that is recorded meanwhile, whatever it is written in', async () => {
    const page = await open()
    await statusOf(page, 'Live')
    const title = 'هجوم على <b>القاعدة</b>'
    const event = await makeEvent(service.database, { title, when: '2024-02-20' })
    await makeCount(service.database, event, '3')
    const shown = page.locator('.event').first().locator('h2')
    await shown.getByText(title).waitFor()
    assert.equal(await shown.evaluate((element) => getComputedStyle(element).direction), 'rtl')
    assert.equal(await shown.locator('b').count(), 0)
    await page.close()
  })

  await t.test('goes on page by page, and shows one measure alone', async () => {
    const page = await open()
    const first = await page.locator('.event').count()
    const more = page.getByRole('button', { name: 'Show earlier events' })
    while (await more.isVisible()) {
      const shown = await page.locator('.event').count()
      await more.click()
      await until('the page that follows', async () => (await page.locator('.event').count()) > shown)
      await until('the button', async () => !(await more.isVisible()) || (await more.isEnabled()))
    }
    assert.ok((await page.locator('.event').count()) > first)
    const titles = await page.locator('.event h2').allInnerTexts()
    assert.equal(new Set(titles).size, titles.length)
    await page.getByLabel('Show').selectOption('troops')
    await until('troops alone', async () => {
      const counted = await page.locator('.counted').allInnerTexts()
      return counted.length > 0 && counted.every((text) => /troops/.test(text))
    })
    await page.close()
  })

  await t.test('is read by the keyboard alone', async () => {
    const page = await open()
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
    await page.keyboard.press('Tab')
    assert.equal(await focused(), 'Skip to the timeline')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    assert.match(await focused(), /killed|injured|troops/)
    const details = page.locator('details:has(summary:focus)')
    const outline = await page.locator('summary:focus').evaluate((one) => getComputedStyle(one).outlineStyle)
    assert.equal(outline, 'solid')
    await page.keyboard.press('Enter')
    assert.equal(await details.getAttribute('open'), '')
    await page.keyboard.press('Space')
    assert.equal(await details.getAttribute('open'), null)
    await page.close()
  })

  const axe = await readFile(AXE, 'utf8')
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1440, 360]) {
      await t.test(
        `has no fault of access and no sideways scroll, ${colorScheme}, ${width} wide`,
        async () => {
          const page = await open({ width, colorScheme })
          await statusOf(page, 'Live')
          await page.locator('summary').first().click()
          await page.locator('.side').first().waitFor()
          await page.evaluate(axe)
          const faults = await page.evaluate(
            'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))',
          )
          assert.deepEqual(faults, [])
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width)
          await page.close()
        },
      )
    }

  await t.test('moves nothing for whoever asked for that', async () => {
    const page = await open({ reducedMotion: 'reduce' })
    const moving = await page
      .locator('.dot.high')
      .first()
      .evaluate((dot) => getComputedStyle(dot).transitionDuration)
    assert.equal(moving, '0s')
    await page.close()
  })

  assert.deepEqual(wrong, [])
})

test('a service that cannot be read is told of, and tried again', { skip }, async () => {
  const service = await openTestService({ publicRead: false })
  const browser = await openBrowser()
  const page = await browser.newPage()
  await page.goto(new URL('/', service.url).href)
  await page.getByText('The timeline cannot be read.').waitFor()
  await statusOf(page, 'Not live')
  const key = await makeKey(service.database, 'READER')
  await page.setExtraHTTPHeaders({ authorization: `Bearer ${key}` })
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText(TITLE).waitFor()
})

interface OpenOptions {
  width?: number
  colorScheme?: 'light' | 'dark'
  reducedMotion?: 'reduce'
}

/** The page with its first events. What a console would show as an error, and hosts that are not the service's, are noted. */
async function openPage(
  browser: Browser,
  url: string,
  wrong: string[],
  { width = 1024, ...options }: OpenOptions = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, ...options })
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()))
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol !== 'data:' && host !== new URL(url).host) wrong.push(request.url())
  })
  await page.goto(new URL('/', url).href)
  await page.locator('.figure').first().waitFor()
  return page
}

const figureOf = (page: Page, title: string, counted: string) =>
  page
    .locator('.event', { has: page.getByRole('heading', { name: title }) })
    .locator('.figure', { has: page.locator('.counted', { hasText: counted }) })

const statusOf = (page: Page, text: string) =>
  page.getByRole('status').getByText(text, { exact: true }).waitFor()

/** Pixels from the left to the high end of the al-Omar attack's killed. */
async function highOf(page: Page): Promise<number> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)))
  return (await figureOf(page, TITLE, 'killed').locator('.dot.high').boundingBox())?.x ?? 0
}

const editor = async ({ url, database }: TestService) =>
  createDateline({ url, apiKey: await makeKey(database, 'EDITOR') })

async function createCount(service: TestService, verbatim: string): Promise<string> {
  const { createClaim } = await (await editor(service)).createClaim({
    input: {
      article: ARTICLE,
      events: [AL_OMAR],
      text: 'A desk that counts anew gives a higher number of killed.',
      kind: 'NUMERICAL',
      status: 'ACCEPTED',
      figures: [{ verbatim, measure: 'KILLED' }],
    },
  })
  return payloadOf(createClaim).node.id
}
