import { describe, expect, it } from 'vitest'
import { PAYMENT_STATUSES } from '../../src/domain/payment.ts'
import { RUN_TRANSITIONS } from '../../src/domain/run.ts'
import {
  ATTEMPT_LABEL,
  METHOD_LABEL,
  PAYMENT_LABEL,
  RUN_ITEM_LABEL,
  RUN_LABEL,
} from '../../views/components/status-labels.ts'

const TABLES = {
  PAYMENT_LABEL,
  RUN_LABEL,
  RUN_ITEM_LABEL,
  ATTEMPT_LABEL,
  METHOD_LABEL,
}

it('every status of a payment and of a run has a label, and no other does', () => {
  expect(Object.keys(PAYMENT_LABEL).sort()).toEqual([...PAYMENT_STATUSES].sort())
  expect(Object.keys(RUN_LABEL).sort()).toEqual(Object.keys(RUN_TRANSITIONS).sort())
})

describe.each(Object.entries(TABLES))('%s', (_, table) => {
  const labels = Object.values(table)

  it('tells each status by a word and a shape of its own', () => {
    expect(new Set(labels.map(({ word }) => word)).size).toBe(labels.length)
    expect(new Set(labels.map(({ icon }) => icon)).size).toBe(labels.length)
  })

  it('explains each status in a sentence', () => {
    for (const { meaning } of labels) expect(meaning).toMatch(/^[A-Z].*\.$/)
  })
})

it('doubt, review and waiting look neither like a decline nor like each other', () => {
  const { pending, unknown, review, declined } = PAYMENT_LABEL
  const tones = [pending, unknown, review, declined].map(({ tone }) => tone)
  expect(new Set(tones).size).toBe(4)
})
