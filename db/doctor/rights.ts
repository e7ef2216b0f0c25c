import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { findFunctions, findRelations } from '../grant.ts'
import { isCalled, rightsOn } from '../rights.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** What the service's role may do: all that the service does, and better no more. */
export async function checkRights(database: Database, { embedded }: { embedded: boolean }): Promise<Finding> {
  const { role, above } = await findAbove(database)
  const grant = `dateline migrate --grant ${role}, as the owner`
  if (above === NO_SCHEMA) return fail('rights', `${role} ${NO_SCHEMA}`, grant)
  const rights = await findRights(database)
  const lacking = rights.filter(({ needed, held }) => needed && !held)
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

const NO_SCHEMA = 'may use no schema'

/** What a role may do that no grant on a table takes from it, in words; null of one that is as it should be. */
async function findAbove({ kysely }: Database): Promise<{ role: string; above: string | null }> {
  const { rows } = await sql<{ role: string; above: string | null }>`select rolname as role, case
    when current_schema() is null then ${NO_SCHEMA}
    when rolsuper then 'is a superuser'
    when has_schema_privilege(current_schema(), 'create') or exists (select from pg_class
      where relnamespace = current_schema()::regnamespace and pg_has_role(relowner, 'member')) then 'may change the schema'
    when rolcreaterole then 'may create roles'
    when rolreplication then 'may copy the whole server'
    when rolbypassrls then 'passes by row rules'
    when pg_has_role('pg_read_server_files', 'member') or pg_has_role('pg_write_server_files', 'member')
      or pg_has_role('pg_execute_server_program', 'member') then 'may reach the files of the server' end as above
    from pg_roles where rolname = current_user`.execute(kysely)
  return rows[0] ?? { role: 'the role', above: 'is not to be found in pg_roles' }
}

interface HeldRight {
  right: string
  on: string
  needed: boolean
  held: boolean
}

const findRights = async (database: Database): Promise<readonly HeldRight[]> =>
  (await Promise.all([findOnTables(database), findOnSequences(database), findOnFunctions(database)])).flat()

const ON_TABLES = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'] as const

/** Each right on each table and view. One that is needed is held on the whole table, one too many on any other column. */
async function findOnTables({ kysely }: Database): Promise<readonly HeldRight[]> {
  const asked = (await findRelations(kysely))
    .filter(({ kind }) => kind !== 'S')
    .flatMap(({ name }) => {
      const needs = new Set<string>(rightsOn(name) ?? [])
      const column = needs.has('update (seq)') ? 'seq' : null
      const whole = ON_TABLES.map((right) => ({ name, right, column, needed: needs.has(right) }))
      return column === null ? whole : [...whole, { name, right: `update (${column})`, column, needed: true }]
    })
  const { rows } = await sql<HeldRight>`
    select "right", name as on, needed, case
      when "right" like '%(%' then has_column_privilege(quote_ident(name), "column", 'update')
      when has_table_privilege(quote_ident(name), "right") then true
      when needed or "right" not in ('select', 'insert', 'update', 'references') then false
      else exists (select from pg_attribute where attrelid = quote_ident(name)::regclass and attnum > 0
        and not attisdropped and attname is distinct from "column" and has_column_privilege(attrelid, attnum, "right")) end as held
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as asked (name text, "right" text, "column" text, needed boolean)
    order by 2, 1`.execute(kysely)
  return rows
}

/** Numbers are drawn, and never set. */
async function findOnSequences({ kysely }: Database): Promise<readonly HeldRight[]> {
  const { rows } = await sql<HeldRight>`
    select "right", relname as on, "right" = 'usage' as needed, has_sequence_privilege(pg_class.oid, "right") as held
    from pg_class, unnest(array['usage', 'update']) as "right"
    where relnamespace = current_schema()::regnamespace and relkind = 'S' order by 2, 1`.execute(kysely)
  return rows
}

/** Everybody may call a function, unless that was taken. */
async function findOnFunctions({ kysely }: Database): Promise<readonly HeldRight[]> {
  const signatures = (await findFunctions(kysely))
    .filter(({ name }) => isCalled(name))
    .map(({ signature }) => signature)
  const { rows } = await sql<HeldRight>`
    select 'execute' as "right", signature as on, true as needed, has_function_privilege(signature, 'execute') as held
    from unnest(${signatures}::text[]) as signature`.execute(kysely)
  return rows
}

const listed = ([first, ...more]: readonly HeldRight[]) =>
  `${first?.right} on ${first?.on}${more.length > 0 ? ` and ${more.length} more` : ''}`
