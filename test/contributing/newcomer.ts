/** Run by test/contributing.test.ts in a copy of the project: migrates a database, and asks for what is new there. */
import { sql } from 'kysely'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { makeOutlet } from '../support/make.ts'
import { ask } from '../support/send.ts'

const [, , url = ''] = process.argv
const db = openDatabase(url)
await migrate(db.kysely)
await makeOutlet(db, { slug: 'owner' })
await ask(
  db,
  'mutation { createOutlet(input: { slug: "owned", name: "Owned", motto: "All the news" }) { ... on CreateOutletPayload { __typename } } }',
)
await sql`update outlet set owner_id = (select id from outlet where slug = 'owner') where slug = 'owned'`.execute(
  db.kysely,
)

const answers = {
  column: await ask(db, '{ outlet(by: { slug: "owned" }) { motto } }'),
  relation: await ask(db, '{ outlet(by: { slug: "owned" }) { owner { slug owner { slug } } } }'),
  filter: await ask(db, '{ outlets(filter: { mottos: ["All the news"] }) { nodes { slug } totalCount } }'),
  related: await ask(db, '{ outlets(filter: { owner: { slug: { eq: "owner" } } }) { nodes { slug } } }'),
  past: await ask(
    db,
    'query ($asOf: DateTime) { outlet(by: { slug: "owned" }, asOf: $asOf) { motto owner { slug } } }',
    { asOf: new Date(Date.now() + 1_000).toISOString() },
  ),
}
await db.close()
process.stdout.write(JSON.stringify(answers))
