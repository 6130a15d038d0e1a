import { Notice } from '../components/notice.tsx'
import { counted, moment } from '../format.ts'
import { DifferencesCards, type DifferencesView } from './differences-card.tsx'
import { SumsCard, type SumsView } from './sums-card.tsx'

export type DayView = SumsView & DifferencesView & { openCount: number; isOver: boolean }

/** One day: whether the three books agree, their sums, and what differs. */
export const DayPanel = (view: DayView) => (
  <div class="stack">
    <Verdict {...view} />
    <NotCompared {...view} />
    <SumsCard {...view} />
    <DifferencesCards {...view} />
  </div>
)

const Verdict = ({ tieOut, openCount, isOver, place, differences }: DayView) => {
  const at = tieOut.calculated_at ? `Compared on ${moment(tieOut.calculated_at, place.zone)}. ` : ''
  const others = tieOut.gateway_state === 'none' ? 'Splynx' : 'Splynx and IPpay'
  if (openCount > 0) {
    return (
      <Notice tone="danger" title={counted(openCount, 'difference')}>
        {' '}
        {at}Each stands below with what to do about it.
      </Notice>
    )
  }
  if (tieOut.gateway_state === 'waiting' || tieOut.splynx_state === 'waiting') return null
  return (
    <Notice tone="success" title="Everything adds up">
      {' '}
      {at}Our ledger and {others} say the same
      {differences.length > 0 && `, or somebody has explained why not (${differences.length})`}.
      {!isOver && ' The day is not over yet.'}
    </Notice>
  )
}

const NotCompared = ({ tieOut }: DayView) => (
  <>
    {tieOut.gateway_state === 'none' && (
      <Notice tone="info" title="Two-way comparison">
        {' '}
        {tieOut.gateway_note}: our ledger is compared with Splynx alone.
      </Notice>
    )}
    {tieOut.gateway_state === 'waiting' && (
      <Notice tone="warning" title="Not compared with IPpay">
        {' '}
        {tieOut.gateway_note}. It is tried again by itself.
      </Notice>
    )}
    {tieOut.splynx_state === 'waiting' && (
      <Notice tone="warning" title="Not compared with Splynx">
        {' '}
        {tieOut.splynx_note}. It is tried again by itself.
      </Notice>
    )}
  </>
)
