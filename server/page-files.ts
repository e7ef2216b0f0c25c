import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { extname } from 'node:path'

/** A file of the front page as a browser takes it. */
export interface PageFile {
  contentType: string
  text: string
  etag: string
}

const ROOT = new URL('../', import.meta.url)
const PAGE = 'sdk/examples/front-page/'
const SDK = 'sdk/src/'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
}

/**
 * The front page and the SDK that it imports, by their paths; `/` is the page. Modules keep their names and lines, and lose
 * their types, as when Node runs them: there is no build. Nothing beside these files is served.
 */
export function readPageFiles(): ReadonlyMap<string, PageFile> {
  const paths = [PAGE, SDK].flatMap((folder) =>
    readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' }).map((name) => folder + name),
  )
  const files = paths
    .filter((path) => CONTENT_TYPES[extname(path)])
    .map((path) => [path.endsWith('.html') ? '/' : `/${path}`, readPageFile(path)] as const)
  return new Map(files)
}

function readPageFile(path: string): PageFile {
  const source = readFileSync(new URL(path, ROOT), 'utf8')
  const text = path.endsWith('.ts') ? stripTypeScriptTypes(source) : source
  const digest = createHash('sha256').update(text).digest('base64url')
  return { contentType: CONTENT_TYPES[extname(path)] ?? '', text, etag: `"${digest}"` }
}
