import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const REPORTS = ['IPPAY_REPORT_URL', 'IPPAY_REPORT_LOGIN', 'IPPAY_REPORT_PASSWORD'] as const

describe('the reporting service', () => {
  const login = { IPPAY_REPORT_LOGIN: 'REPORTLOGIN', IPPAY_REPORT_PASSWORD: 'secret' }
  const url = { IPPAY_REPORT_URL: 'https://rpt-test.ippay.com/ippayReport/' }

  it('may be left out', () => {
    expect(readConfig(REPORTS, {}).IPPAY_REPORT_URL).toBeUndefined()
    expect(readConfig(REPORTS, login).IPPAY_REPORT_URL).toBeUndefined()
  })

  it('is taken with its login', () => {
    expect(readConfig(REPORTS, { ...url, ...login })).toEqual({ ...url, ...login })
  })

  it.each(['IPPAY_REPORT_LOGIN', 'IPPAY_REPORT_PASSWORD'])(
    'is refused without %s, which is named',
    (name) => {
      const read = () => readConfig(REPORTS, { ...url, ...login, [name]: '' })
      expect(read).toThrow(ConfigError)
      expect(read).toThrow(`${name} is missing`)
    },
  )
})

describe('the SEC codes', () => {
  const read = (text?: string) =>
    readConfig(['IPPAY_SEC_CODES'], { IPPAY_SEC_CODES: text }).IPPAY_SEC_CODES

  it('are none of their own unless they are set', () => {
    expect(read()).toEqual({})
    expect(read('')).toEqual({})
  })

  it('are set by channel', () => {
    expect(read('customer=WEB,link=WEB,clerk=TEL,run=PPD,schedule=PPD')).toEqual({
      customer: 'WEB',
      link: 'WEB',
      clerk: 'TEL',
      run: 'PPD',
      schedule: 'PPD',
    })
    expect(read('clerk=TEL')).toEqual({ clerk: 'TEL' })
  })

  it.each(['WEB', 'customer', 'customer=', 'customer=ARC', 'clerk=TEL,', 'cleck=TEL', 'clerk=tel'])(
    'are refused when %j is said, because a slip must not become PPD in silence',
    (text) => {
      expect(() => read(text)).toThrow(/^IPPAY_SEC_CODES must look like/)
    },
  )
})
