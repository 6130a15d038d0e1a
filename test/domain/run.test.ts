import { expect, it } from 'vitest'
import {
  RUN_TRANSITIONS,
  type RunStatus,
  runStatusesLeadingTo,
  SKIP_LABEL,
} from '../../src/domain/run.ts'

it('what is cancelled or finished never goes on', () => {
  expect(RUN_TRANSITIONS.cancelled).toEqual([])
  expect(RUN_TRANSITIONS.finished).toEqual([])
})

it.each<[RunStatus, RunStatus[]]>([
  // The first by a second person alone: see run-approvals.ts.
  ['running', ['awaiting_approval', 'paused']],
  // Only before anything is selected.
  ['awaiting_approval', ['running']],
  ['paused', ['running']],
  ['cancelled', ['awaiting_approval', 'running', 'paused']],
  // A paused run has something left to do.
  ['finished', ['running']],
])('%s is reached from %j alone', (to, from) => {
  expect(runStatusesLeadingTo(to)).toEqual(from)
})

it('every reason to skip a document has words of its own', () => {
  const labels = Object.values(SKIP_LABEL)
  expect(new Set(labels).size).toBe(labels.length)
})
