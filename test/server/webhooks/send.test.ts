import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { test } from 'node:test'
import { createSecret, printSecret } from '../../../db/values/webhook-secret.ts'
import { checkAddress, RefusedAddress } from '../../../schema/webhook/address.ts'
import { isAddressInfo } from '../../../server/listen.ts'
import { delayAfter, readRetryAfter } from '../../../server/webhooks/backoff.ts'
import { openSender } from '../../../server/webhooks/send.ts'
import { signedHeaders } from '../../../server/webhooks/signature.ts'
import { openReceiver } from '../../support/receiver.ts'

const { signal } = new AbortController()
const sending = (url: string) => ({ url, headers: {}, body: '{}', signal })

/** Of the example in the specification of Standard Webhooks. */
const KNOWN = {
  secret: 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

test('a signature is that of Standard Webhooks', () => {
  const { secret, id, at, body, signature } = KNOWN
  assert.deepEqual(signedHeaders({ id, body }, [Buffer.from(secret, 'base64')], at * 1_000 + 999), {
    'webhook-id': id,
    'webhook-timestamp': `${at}`,
    'webhook-signature': signature,
  })
})

test('a secret is of 256 bits, and another each time', () => {
  const secrets = [createSecret(), createSecret()].map(printSecret)
  for (const secret of secrets) assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  assert.notEqual(secrets[0], secrets[1])
})

for (const url of [
  'http://example.com/',
  'ftp://example.com/',
  'example.com',
  'https://user:secret@example.com/',
  'https://example.com/#part',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://0x7f000001/',
  'https://2130706433/',
  'https://0.0.0.0/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://100.64.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[fe80::1]/',
  'https://[fd00::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[::7f00:1]/',
  'https://[::a00:1]/',
  'https://[::ffff:0:7f00:1]/',
  'https://[64:ff9b:1::7f00:1]/',
  'https://[100::1]/',
  'https://[100:0:0:1::1]/',
  'https://[200::1]/',
  'https://[1fff::1]/',
  'https://[2001::1]/',
  'https://[2001:2::1]/',
  'https://[2001:db8::1]/',
  'https://[3fff::1]/',
  'https://[4000::1]/',
  'https://[5f00::1]/',
  'https://[fec0::1]/',
  'https://[ff02::1]/',
]) {
  test(`a webhook cannot be sent to ${url}`, () => {
    assert.throws(() => checkAddress(url, 'public'), RefusedAddress)
  })
}

test('a webhook can be sent to a public address by https', () => {
  for (const url of [
    'https://example.com/hook?a=1',
    'https://93.184.215.14:8443/',
    'https://[2000::1]/',
    'https://[2606:2800::1]/',
    'https://[3ffe::1]/',
    'https://[::ffff:5db8:d70e]/',
  ]) {
    assert.equal(checkAddress(url, 'public').href, url)
  }
})

test('a name that leads to this machine is refused when it is sent to, and nothing is', async () => {
  const receiver = await openReceiver()
  const sender = openSender('public')
  const url = `https://localhost:${new URL(receiver.url).port}/`
  const { status, failure } = await sender.send(sending(url))
  sender.close()
  assert.deepEqual([status, failure], [null, 'It leads to an address that is not of the public internet'])
  assert.equal(receiver.received.length, 0)
})

test('a receiver that does not answer in time has failed', async () => {
  const receiver = await openReceiver()
  receiver.replies.push('NEVER')
  const sender = openSender('any', 200)
  const { status, failure, ms } = await sender.send(sending(receiver.url))
  sender.close()
  assert.deepEqual([status, failure], [null, 'No answer within 200 ms'])
  assert.ok(ms >= 190 && ms < 2_000)
})

test('a redirect is not followed', async () => {
  const [receiver, elsewhere] = [await openReceiver(), await openReceiver()]
  receiver.replies.push({ status: 302, headers: { location: elsewhere.url } })
  const sender = openSender('any')
  const { status, failure } = await sender.send(sending(receiver.url))
  sender.close()
  assert.deepEqual([status, failure], [302, 'It answered 302'])
  assert.equal(elsewhere.received.length, 0)
})

test('what may no longer begin when the connection stands is not sent', async () => {
  const receiver = await openReceiver()
  const sender = openSender('any')
  let asked = 0
  const mayBegin = () => ++asked > 1
  const late = await sender.send({ ...sending(receiver.url), mayBegin })
  assert.deepEqual([late.begun, late.status, receiver.received.length], [false, null, 0])
  const { begun, status } = await sender.send({ ...sending(receiver.url), mayBegin })
  sender.close()
  assert.deepEqual([begun, status, receiver.received.length, asked], [true, 204, 1, 2])
})

test('an answer without an end is not waited for', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200)
    const more = () => {
      while (response.write('x'.repeat(16_384)) && !response.destroyed);
    }
    response.on('drain', more)
    more()
  })
  test.after(() => server.closeAllConnections())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(isAddressInfo(address))
  const sender = openSender('any', 5_000)
  const { failure, ms } = await sender.send(sending(`http://127.0.0.1:${address.port}/`))
  sender.close()
  server.close()
  assert.equal(failure, 'Its answer is too long')
  assert.ok(ms < 4_000)
})

test('a receiver that upgrades the connection has failed at once', { timeout: 10_000 }, async () => {
  const server = createServer()
  server.on('connection', (socket) =>
    socket.once('data', () =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
    ),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  test.after(() => server.close())
  const address = server.address()
  assert.ok(isAddressInfo(address))
  const sender = openSender('any', 2_000)
  const { status, failure, ms } = await sender.send(sending(`http://127.0.0.1:${address.port}/`))
  sender.close()
  assert.deepEqual([status, failure], [null, 'It closed the connection without an answer'])
  assert.ok(ms < 1_000)
})

test('the wait doubles from a second to an hour, less up to a half, and is never less than was asked for', () => {
  const longest = [1, 2, 3, 12, 13, 50, 5_000].map((failures) => delayAfter(failures, null, 0))
  assert.deepEqual(longest, [1_000, 2_000, 4_000, 2_048_000, 3_600_000, 3_600_000, 3_600_000])
  assert.equal(delayAfter(3, null, 1), 2_000)
  assert.equal(delayAfter(1, 90_000, 0), 90_000)
  assert.equal(delayAfter(13, 90_000, 0), 3_600_000)
  assert.equal(delayAfter(1, 10 ** 12, 0), 86_400_000)
})

test('Retry-After is seconds or an instant, and else nothing', () => {
  const now = Date.UTC(2026, 0, 1)
  const read = (text?: string) => readRetryAfter(text, now)
  assert.equal(read('120'), 120_000)
  assert.equal(read('Thu, 01 Jan 2026 00:01:00 GMT'), 60_000)
  assert.equal(read('Wed, 31 Dec 2025 00:00:00 GMT'), 0)
  for (const bad of [undefined, '', 'soon', '-5', '1e9', 'x GMT']) assert.equal(read(bad), null)
})
