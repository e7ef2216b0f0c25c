import type { Plugin } from 'graphql-yoga'

/** `/live`: the process answers. `/ready`: it should be given requests; 503 while it should not. */
export const useHealth = (isReady: () => Promise<boolean>): Plugin => ({
  onRequest: async ({ request, url, fetchAPI, endResponse }) => {
    if (url.pathname !== '/live' && url.pathname !== '/ready') return
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return endResponse(fetchAPI.Response.json(NOT_A_READ, { status: 405, headers: { allow: 'GET, HEAD' } }))
    const healthy = url.pathname === '/live' || (await isReady())
    endResponse(
      fetchAPI.Response.json(
        { status: healthy ? 'ok' : 'unavailable' },
        { status: healthy ? 200 : 503, headers: { 'cache-control': 'no-store' } },
      ),
    )
  },
})

const NOT_A_READ = { code: 'METHOD_NOT_ALLOWED', message: 'This is read by GET' }
