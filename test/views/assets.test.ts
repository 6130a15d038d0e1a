import { createHash } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type AssetName, asset, readAsset } from '../../views/assets.ts'

const NAMES: AssetName[] = ['app.css', 'app.js', 'htmx.js', 'favicon.svg']
const pathOf = (name: AssetName) => asset(name).href.replace('/assets/', '')

describe.each(NAMES)('%s', (name) => {
  it('has the integrity of the bytes that are served', () => {
    const { body } = readAsset(pathOf(name))!
    const digest = createHash('sha384').update(body).digest('base64')
    expect(asset(name).integrity).toBe(`sha384-${digest}`)
  })

  it('is the same when compressed, and smaller', () => {
    const plain = Buffer.from(readAsset(pathOf(name))!.body)
    const brotli = readAsset(pathOf(name), 'gzip, deflate, br')!
    const gzip = readAsset(pathOf(name), 'gzip')!
    expect(brotli.headers['Content-Encoding']).toBe('br')
    expect(brotliDecompressSync(brotli.body).equals(plain)).toBe(true)
    expect(gzip.headers['Content-Encoding']).toBe('gzip')
    expect(gunzipSync(gzip.body).equals(plain)).toBe(true)
    expect(brotli.body.byteLength).toBeLessThan(plain.byteLength)
  })

  it('is kept for good under an address that changes with its bytes, and only there', () => {
    expect(readAsset(pathOf(name))!.headers['Cache-Control']).toContain('immutable')
    expect(readAsset(name)!.headers['Cache-Control']).not.toContain('immutable')
  })
})

it.each([
  'nothing.css',
  '000000000000/app.css',
  '../package.json',
  '%2e%2e/app.css',
  'app.css/',
  '',
  'constructor',
])('%j is not found', (path) => {
  expect(readAsset(path)).toBeNull()
})

it('an encoding with a quality of zero is not used', () => {
  expect(readAsset('app.css', 'br;q=0, gzip')!.headers['Content-Encoding']).toBe('gzip')
  expect(readAsset('app.css', 'br;q=0,gzip;q=0')!.headers['Content-Encoding']).toBeUndefined()
})

it('everything that a first page loads stays below 100 kB, even with gzip', () => {
  const sizes = NAMES.map((name) => readAsset(name, 'gzip')!.body.byteLength)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000)
})

it('the styles load nothing that the content policy would refuse', () => {
  const css = new TextDecoder().decode(readAsset('app.css')!.body)
  const used = css
    // The base declares its pictures in variables that our palette switches off.
    .replaceAll(/--pico-icon-[a-z]+:\s*url\("data:[^"]*"\)/g, '')
    .replaceAll('xmlns', '')
  expect(used).not.toMatch(/url\(|@import/)
  for (const [, name] of css.matchAll(/(--pico-icon-[a-z]+):\s*url/g)) {
    expect(css).toMatch(new RegExp(`${name}: none`))
  }
})
