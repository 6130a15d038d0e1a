import { once } from 'node:events'
import { request } from 'node:https'
import { expect, it } from 'vitest'
import { message, said, setup } from './ippay-support.ts'

// Made for this test; it protects nothing.
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdVhULC4u6KfKJwXJ
WHe+qxk1T8O7QaGSTuUYiw/C/NWhRANCAATULeuAI+vjGUQF9VAMQ7Su43mYOkRq
s5tb7YIO4gFHdJGx8wJT8GAgCU3AUBg73wrNHUNOU5a8iaYNnQayKzPX
-----END PRIVATE KEY-----`
const CERT = `-----BEGIN CERTIFICATE-----
MIIBoDCCAUagAwIBAgIUQcOE3ZwYUCZ90q9IgQfseGlnkiIwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRc2FuZGJveCBmb3IgdGVzdHMwIBcNMjYxMTI1MTQwNjI5WhgP
MjEyNjExMDExNDA2MjlaMBwxGjAYBgNVBAMMEXNhbmRib3ggZm9yIHRlc3RzMFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE1C3rgCPr4xlEBfVQDEO0ruN5mDpEarOb
W+2CDuIBR3SRsfMCU/BgIAlNwFAYO98KzR1DTlOWvImmDZ0Gsisz16NkMGIwHQYD
VR0OBBYEFBQ0HiYg9135o61a+hEdqCxuzi5wMB8GA1UdIwQYMBaAFBQ0HiYg9135
o61a+hEdqCxuzi5wMA8GA1UdEwEB/wQFMAMBAf8wDwYDVR0RBAgwBocEfwAAATAK
BggqhkjOPQQDAgNIADBFAiB/OHAevd68fJZQXh31o9vuezu1Hd+9nhxhP1SYzmeH
jQIhAM35jtBUGj2f0gBddWULoJohF699CngZGoR9a74DR4IM
-----END CERTIFICATE-----`

it('clients that speak nothing but HTTPS find the same gateway there', async () => {
  const { tlsUrl, summary, control } = await setup({ tls: { port: 0, key: KEY, cert: CERT } })
  expect(tlsUrl).toMatch(/^https:/)
  const call = request(`${tlsUrl}/ippay`, { method: 'POST', ca: CERT })
  const card =
    '<CardNum>4000300020001000</CardNum><CardExpMonth>11</CardExpMonth><CardExpYear>39</CardExpYear>'
  call.end(message('SALE', { TotalAmount: 6995, raw: card }))
  const [response] = await once(call, 'response')
  let answer = ''
  for await (const piece of response) answer += piece
  expect(said(answer, 'ActionCode')).toBe('000')
  expect(summary().cents).toBe(6995)
  expect((await control('GET', 'transactions')).body.count).toBe(1)
})
