import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { findRelations } from '../grant.ts'
import { rightsOn } from '../rights.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** What the service's role may do: all that the service does, and better no more. */
export async function checkRights(database: Database, { embedded }: { embedded: boolean }): Promise<Finding> {
  const { role, above } = await findAbove(database)
  const rights = await findRights(database)
  const lacking = rights.filter(({ needed, held }) => needed && !held)
  const grant = `dateline migrate --grant ${role}, as the owner`
  if (lacking.length > 0) return fail('rights', `${role} lacks ${listed(lacking)}`, grant)
  if (embedded) return ok('rights', `${role} has what the service needs`)
  if (above !== null)
    return warn(
      'rights',
      `${role} ${above}`,
      'serve as a role that only reads and writes rows: docs/operation.md',
    )
  const beyond = rights.filter(({ needed, held }) => held && !needed)
  if (beyond.length > 0) return warn('rights', `${role} needs no ${listed(beyond)}`, grant)
  return ok('rights', `${role} has what the service needs`)
}

/** What a role may do that no grant on a table takes from it, in words; null of one that is as it should be. */
async function findAbove({ kysely }: Database): Promise<{ role: string; above: string | null }> {
  const { rows } = await sql<{ role: string; above: string | null }>`select rolname as role, case
    when rolsuper then 'is a superuser'
    when has_schema_privilege(current_schema(), 'create') or exists (select from pg_class
      where relnamespace = current_schema()::regnamespace and pg_has_role(relowner, 'usage')) then 'may change the schema'
    when rolcreaterole then 'may create roles'
    when rolbypassrls then 'passes by row rules'
    when pg_has_role('pg_read_server_files', 'member') or pg_has_role('pg_write_server_files', 'member')
      or pg_has_role('pg_execute_server_program', 'member') then 'may reach the files of the server' end as above
    from pg_roles where rolname = current_user`.execute(kysely)
  return rows[0] ?? { role: 'the role', above: 'is not to be found in pg_roles' }
}

interface HeldRight {
  right: string
  table: string
  needed: boolean
  held: boolean
}

const ALL = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'] as const

/** Each right on each table and view of the schema. One on a column is held where the whole table's is. */
async function findRights({ kysely }: Database): Promise<readonly HeldRight[]> {
  const asked = (await findRelations(kysely))
    .filter(({ kind }) => kind !== 'S')
    .flatMap(({ name: table }) => {
      const needs = new Set<string>(rightsOn(table) ?? [])
      const column = needs.has('update (seq)')
        ? [{ table, right: 'update', column: 'seq', needed: true }]
        : []
      return [...ALL.map((right) => ({ table, right, column: null, needed: needs.has(right) })), ...column]
    })
  const { rows } = await sql<HeldRight>`
    select "right" || case when "column" is null then '' else ' (' || "column" || ')' end as "right", "table", needed,
      case when "column" is null then has_table_privilege(quote_ident("table"), "right")
        else has_column_privilege(quote_ident("table"), "column", "right") end as held
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as asked ("table" text, "right" text, "column" text, needed boolean)
    order by 2, 1`.execute(kysely)
  return rows
}

const listed = ([first, ...more]: readonly HeldRight[]) =>
  `${first?.right} on ${first?.table}${more.length > 0 ? ` and ${more.length} more` : ''}`
