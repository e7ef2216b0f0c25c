import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GraphQLField } from 'graphql'
import { ROLES, type Role } from '../../db/vocabulary.ts'
import { accessOf } from '../../schema/access.ts'
import { schema } from '../../schema/index.ts'
import { query } from '../db/writes/saving.ts'
import { post } from '../support/ask.ts'
import { makeEndedKey, makeKey } from '../support/keys.ts'
import { operationOf } from '../support/operation.ts'
import { openTestService, type TestService } from '../support/serve.ts'

const open = await openTestService({ publicRead: true })
const closed = await openTestService({ publicRead: false })

/** Made from the schema: a field that is added is in it the same day. */
const FIELDS = (
  [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const
).flatMap(([kind, root]) =>
  Object.values(root?.getFields() ?? {}).map((field: GraphQLField<unknown, unknown>) => ({
    path: `${root?.name}.${field.name}`,
    needed: accessOf(field, field.name),
    operation: operationOf(kind, field),
  })),
)

interface Caller {
  who: string
  service: TestService
  key: string | undefined
  /** The role that the caller has; null for whoever may do nothing. */
  role: Role | null
  /** What the caller is told of a field above the role. */
  refusal: { status: number; code: string }
}

const UNAUTHENTICATED = { status: 401, code: 'UNAUTHENTICATED' }
const FORBIDDEN = { status: 403, code: 'FORBIDDEN' }

const callers: Caller[] = [
  {
    who: 'nobody, where reading is public',
    service: open,
    key: undefined,
    role: 'READER',
    refusal: UNAUTHENTICATED,
  },
  {
    who: 'nobody, where reading is not public',
    service: closed,
    key: undefined,
    role: null,
    refusal: UNAUTHENTICATED,
  },
]
for (const service of [open, closed]) {
  const where = service === open ? 'public' : 'not public'
  for (const role of ROLES) {
    const key = await makeKey(service.database, role)
    callers.push({ who: `${role}, where reading is ${where}`, service, key, role, refusal: FORBIDDEN })
  }
  for (const column of ['expires_at', 'revoked_at'] as const) {
    const key = await makeEndedKey(service.database, 'ADMIN', column)
    const who = `an admin whose key is past ${column}, where reading is ${where}`
    callers.push({ who, service, key, role: null, refusal: UNAUTHENTICATED })
  }
}

/** What an operation did: the statements it read by, and the changes it made. */
const traces = async ({ database }: TestService) => ({
  reads: database.reads.length,
  changes: await query(database, 'select count(*) from revision'),
})

for (const { who, service, key, role, refusal } of callers) {
  for (const { path, needed, operation } of FIELDS) {
    const allowed = role !== null && ROLES.indexOf(role) >= ROLES.indexOf(needed)
    test(`${path} is ${allowed ? 'open' : 'closed'} to ${who}`, async () => {
      const before = await traces(service)
      const answer = await post(service.url, operation, {
        key,
        headers: { accept: operation.startsWith('subscription') ? 'text/event-stream' : 'application/json' },
      })
      if (allowed) {
        assert.equal(answer.status, 200)
        // A stream has begun, and would not end.
        if (operation.startsWith('subscription')) return answer.body?.cancel()
        assert.doesNotMatch(await answer.text(), /"(UNAUTHENTICATED|FORBIDDEN)"/)
        return
      }
      // Before its body is read: a stream that began in spite of the rule would not end.
      assert.equal(answer.status, refusal.status)
      const text = await answer.text()
      assert.match(text, new RegExp(`"code":"${refusal.code}"`))
      assert.doesNotMatch(text, /"data":/)
      assert.deepEqual(await traces(service), before)
    })
  }
}

test('the matrix holds every root field', () => {
  assert.ok(FIELDS.some(({ path }) => path === 'Subscription.entries'))
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const count = roots.flatMap((root) => Object.keys(root?.getFields() ?? {})).length
  assert.equal(FIELDS.length, count)
})
