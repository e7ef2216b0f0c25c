import type { Plugin } from 'graphql-yoga'
import { type PageFile, readPageFiles } from '../page-files.ts'

/** The page asks this service alone, and runs no script but its own files. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The front page at `/`, and the modules that it is made of. Read when the first asks for one. */
export function usePage(): Plugin {
  let files: ReadonlyMap<string, PageFile> | undefined
  return {
    onRequest: ({ request, url, fetchAPI, endResponse }) => {
      const { method, headers } = request
      if (!mayBeOfPage(url.pathname) || (method !== 'GET' && method !== 'HEAD')) return
      files ??= readPageFiles()
      const file = files.get(url.pathname)
      if (!file) return
      const isKnown = headers.get('if-none-match')?.includes(file.etag) === true
      endResponse(
        new fetchAPI.Response(isKnown || method === 'HEAD' ? null : file.text, {
          status: isKnown ? 304 : 200,
          headers: {
            'content-type': file.contentType,
            'content-security-policy': POLICY,
            'x-content-type-options': 'nosniff',
            'cache-control': 'no-cache',
            etag: file.etag,
          },
        }),
      )
    },
  }
}

const mayBeOfPage = (path: string) => path === '/' || path.startsWith('/sdk/')
