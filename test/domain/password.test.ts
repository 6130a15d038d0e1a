import { describe, expect, it } from 'vitest'
import { passwordProblem } from '../../src/domain/password.ts'

const ADA = { login: 'ada.miller', name: 'Ada Miller' }
const problemOf = (password: string) => passwordProblem(password, ADA)

describe('a new password', () => {
  it.each(['only eleven', '', '12345678901'])('%j is too short', (password) => {
    expect(problemOf(password)).toContain('at least 12')
  })

  it('counts characters and not bytes or halves of a sign', () => {
    expect(problemOf('🔑🔑🔑🔑🔑🔑')).toContain('at least 12')
    expect(problemOf('ключ от двери')).toBeNull()
  })

  it.each([
    'passwordpassword',
    'Password12345!',
    'P@ssw0rd2026!!',
    'qwertyuiop123',
    'aaaaaaaaaaaaaa',
    'abababababab',
    '123456789012',
    '987654321098',
    'welcome!!2026',
    'adminadminadmin',
    'correcthorsebatterystaple',
  ])('%j is one of the first that are tried', (password) => {
    expect(problemOf(password)).toContain('first passwords')
  })

  it.each(['ada.miller2026', 'Ada Miller 1!', 'xxADA.MILLERxx'])(
    '%j is too close to its owner',
    (password) => {
      expect(problemOf(password)).toContain('your own login or name')
    },
  )

  it.each([
    'seven green umbrellas',
    'mountain rails at nine',
    'ada.miller likes seven umbrellas',
    '48213908571263',
    'kjsdhf kjhsdf kjh',
  ])('%j is good, without a digit or sign being asked for', (password) => {
    expect(problemOf(password)).toBeNull()
  })

  it('may be long, but not without end', () => {
    expect(problemOf(`${'seven umbrellas '.repeat(8)}`.slice(0, 128))).toBeNull()
    expect(problemOf('seven umbrellas '.repeat(9))).toContain('at most 128')
  })
})
