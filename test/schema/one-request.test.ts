import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadSample } from '../../db/sample/load.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeClaim } from '../support/make.ts'
import { ask, askCounted } from '../support/send.ts'

const db = await openTestDatabase()
await loadSample(db)

test('one request goes from an event to its claims, claimants, chains, figures, passages, links and contradictions', async () => {
  const { data, statements } = await askCounted<{ event: { claims: { nodes: object[] } } }>(
    db,
    `{ event(by: { slug: "us-strikes-2024-02-02" }) { title when { edtf } places { name countryCode }
      figures { measure low high independentSources lowClaims { id } } disagreements { basis claim { id } other { id } note }
      claims(first: 100) { nodes { text
        attributions { position role cue asDescribed agent { ... on Party { name kind } ... on Outlet { name } ... on Author { name } } }
        figures { verbatim comparator low high } anchors { position { start end } quote { exact } digest health }
        citations { url text } contradictions { text article { outlet { name } } }
        article { headline authors { name } } } } } }`,
  )
  assert.equal(statements.length, 1)
  const text = JSON.stringify(data)
  for (const part of [
    '"agent":{"name"',
    '"verbatim"',
    '"position":{"start"',
    '"health":"UNCHECKED"',
    '"contradictions":[{"text"',
    '"citations":[{"url"',
  ]) {
    assert.ok(text.includes(part), part)
  }
})

test('the chain of a claim is told from the first speaker to the publisher', async () => {
  const { slug } = await makeClaim(db, {
    attributions: [
      { role: 'SAID_BY', party: 'us-central-command', cue: 'said', asDescribed: 'an officer' },
      { role: 'REPORTED_VIA', author: 'benjamin-medea' },
      { role: 'PUBLISHED_BY', outlet: 'global-research' },
    ],
  })
  const { claim } = await ask<{ claim: unknown }>(
    db,
    `query ($slug: String!) { claim(by: { slug: $slug }) { attributions { position role cue asDescribed
      agent { ... on Node { slug } } party { slug } outlet { slug } author { slug } } } }`,
    { slug },
  )
  const none = { party: null, outlet: null, author: null, cue: null, asDescribed: null }
  assert.deepEqual(claim, {
    attributions: [
      {
        ...none,
        position: 0,
        role: 'SAID_BY',
        cue: 'said',
        asDescribed: 'an officer',
        agent: { slug: 'us-central-command' },
        party: { slug: 'us-central-command' },
      },
      {
        ...none,
        position: 1,
        role: 'REPORTED_VIA',
        agent: { slug: 'benjamin-medea' },
        author: { slug: 'benjamin-medea' },
      },
      {
        ...none,
        position: 2,
        role: 'PUBLISHED_BY',
        agent: { slug: 'global-research' },
        outlet: { slug: 'global-research' },
      },
    ],
  })
})
