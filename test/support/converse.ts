import { connect } from 'node:net'

/** One connection, over which requests are written as bytes, without waiting for answers. What comes is kept as it comes. */
export function converse(url: string, text = '') {
  const { hostname, port } = new URL(url)
  const heard = { text: '' }
  const socket = connect(Number(port), hostname).setEncoding('utf8')
  socket.on('error', () => {})
  socket.on('data', (more) => {
    heard.text += more
  })
  if (text !== '') socket.write(text)
  return { socket, heard, close: () => socket.destroy() }
}
