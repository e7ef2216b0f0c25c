import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NodeKind } from '../../../db/vocabulary.ts'
import { saveRecords } from '../../../db/writes/save.ts'
import { openTestDatabase } from '../../support/database.ts'
import { ALL, article, BODY, claim } from './examples.ts'
import { query, resultsOf, saveAll } from './saving.ts'

const db = await openTestDatabase({ connections: 10 })

/** Without another try: a deadlock fails the test. */
const save = (kind: NodeKind, ...records: object[]) =>
  db.kysely.transaction().execute((trx) => saveRecords(trx, kind, records, 'test'))

const outletOf = (slug: string, name = slug) => ({ slug, name })

const numbersAreDense = async () => {
  const [{ gaps, head, entries } = {}] = await query(
    db,
    `select (select seq::int from feed_head) as head, count(*)::int as entries,
      (count(*) - count(distinct seq) + count(*) filter (where seq is null) + max(seq) - count(*))::int as gaps
     from feed_entry`,
  )
  assert.deepEqual([gaps, head], [0, entries])
}

test('of two transactions that save the same new slugs one creates them and the other finds them', async () => {
  for (let turn = 0; turn < 10; turn++) {
    const slugs = Array.from({ length: 50 }, (_, index) => `t${turn}-${index}`)
    const [one, other] = await Promise.all([
      save('Outlet', ...slugs.map((slug) => outletOf(slug))),
      save('Outlet', ...slugs.toReversed().map((slug) => outletOf(slug))),
    ])
    const created = [...resultsOf(one), ...resultsOf(other)].filter((result) => result === 'CREATED')
    assert.equal(created.length, 50)
    assert.equal(
      [...resultsOf(one), ...resultsOf(other)].filter((result) => result === 'UNCHANGED').length,
      50,
    )
  }
  await numbersAreDense()
})

test('many transactions that change and create the same nodes in other orders all come through', async () => {
  const slugs = Array.from({ length: 40 }, (_, index) => `shared-${index}`)
  const shuffled = () => slugs.toSorted(() => Math.random() - 0.5)
  for (let turn = 0; turn < 10; turn++) {
    const fresh = Array.from({ length: 20 }, (_, index) => `turn${turn}-${index}`)
    const writers = Array.from({ length: 8 }, (_, writer) =>
      save(
        'Outlet',
        ...shuffled().map((slug) => outletOf(slug, `by ${writer} in ${turn}`)),
        ...fresh.toSorted(() => Math.random() - 0.5).map((slug) => outletOf(slug)),
      ),
    )
    const results = (await Promise.all(writers)).flatMap(resultsOf)
    assert.equal(results.includes('REFUSED'), false)
  }
  const [{ doubles } = {}] = await query(
    db,
    'select count(*)::int - count(distinct (kind, node_id, revision))::int as doubles from revision',
  )
  assert.equal(doubles, 0)
  await numbersAreDense()
})

test('a change that began after another was committed comes after it in the feed', async () => {
  const commits: string[] = []
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let nth = 0; nth < 25; nth++) {
      const slug = `w${writer}-${nth}`
      const [outcome] = await save('Outlet', outletOf(slug))
      if (outcome?.result === 'CREATED') commits.push(outcome.id)
      await save('Outlet', outletOf(slug, `after ${commits.length}`))
    }
  })
  await Promise.all(writers)
  const created = await query<{ id: string; seq: number }>(
    db,
    `select node_id as id, seq::int from feed_entry where kind = 'Outlet' and action = 'CREATED'`,
  )
  const numbers = new Map(created.map(({ id, seq }) => [id, seq]))
  const later = await query<{ commits: number; seq: number }>(
    db,
    `select substr(name, 7)::int as commits, seq::int from outlet
     join feed_entry on kind = 'Outlet' and node_id = outlet.id and action = 'REVISED' where name like 'after %'`,
  )
  assert.equal(later.length, 200)
  for (const { commits: before, seq } of later) {
    for (const id of commits.slice(0, before)) assert.ok((numbers.get(id) ?? Infinity) < seq)
  }
  await numbersAreDense()
})

test('whoever sees a number of the feed sees all before it', async () => {
  let isWriting = true
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let nth = 0; nth < 20; nth++) await save('Outlet', outletOf(`r${writer}-${nth}`))
  })
  const reader = async () => {
    while (isWriting) {
      const [{ entries, last } = {}] = await query(
        db,
        'select count(seq)::int as entries, max(seq)::int as last from feed_entry',
      )
      assert.equal(entries, last)
    }
  }
  const reading = reader()
  await Promise.all(writers)
  isWriting = false
  await reading
})

test('a claim saved beside a new body is checked against the body that stays', async () => {
  await saveAll(db, ALL)
  for (let turn = 0; turn < 20; turn++) {
    const body = turn % 2 === 0 ? `${turn} – ${BODY}` : BODY
    await Promise.all([
      save('Article', { slug: article.slug, body }),
      save('Claim', { ...claim, slug: `${claim.slug}/${turn}` }),
    ])
    const wrong = await query(
      db,
      `select claim.slug from claim_anchor anchor
       join claim on claim.id = claim_id join article on article.id = article_id
       where substr(body, starts + 1, ends - starts) <> exact or health = 'LOST'`,
    )
    assert.deepEqual(wrong, [])
  }
})
