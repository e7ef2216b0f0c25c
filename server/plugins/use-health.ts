import type { Plugin } from 'graphql-yoga'

/** `/live`: the process answers. `/ready`: it should be given requests; 503 while it should not. */
export const useHealth = (isReady: () => Promise<boolean>): Plugin => ({
  onRequest: async ({ url, fetchAPI, endResponse }) => {
    if (url.pathname !== '/live' && url.pathname !== '/ready') return
    const healthy = url.pathname === '/live' || (await isReady())
    endResponse(
      fetchAPI.Response.json(
        { status: healthy ? 'ok' : 'unavailable' },
        { status: healthy ? 200 : 503, headers: { 'cache-control': 'no-store' } },
      ),
    )
  },
})
