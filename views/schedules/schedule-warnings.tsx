import { Notice } from '../components/notice.tsx'

/** Why a schedule, as it is saved, can charge nothing or not all that it names. */
export const ScheduleWarnings = ({ warnings }: { warnings: readonly string[] }) =>
  warnings.length === 0 ? null : (
    <Notice tone="warning" title="This selection does not find what it seems to">
      <ul class="warnings">
        {warnings.map((warning) => (
          <li>{warning}</li>
        ))}
      </ul>
    </Notice>
  )
