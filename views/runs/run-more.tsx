import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { counted } from '../format.ts'
import { hasEnded, type RunView } from './run-view.ts'

/** What can be taken away from a run, and what can be done once it is over. */
export const RunMore = ({ run, totals, second, canCharge, csrf }: RunView) => {
  const address = `/admin/runs/${run.id}`
  const isOver = hasEnded(run)
  return (
    <Card title="Files and what follows">
      <div class="stack run-more">
        <div class="form-actions">
          <ButtonLink href={`${address}/result.csv`} download>
            Result as CSV
          </ButtonLink>
          <ButtonLink href={`${address}/result.xlsx`} download>
            Result as XLSX
          </ButtonLink>
        </div>
        <form method="post" action={`${address}/pack`} class="form-actions">
          <CsrfField token={csrf} />
          {canCharge ? (
            <button type="submit" class="button button-secondary">
              Auditor's pack
            </button>
          ) : (
            <ButtonLink href={`${address}/pack`}>Auditor's pack</ButtonLink>
          )}
        </form>
        {isOver && canCharge && totals.declined.count > 0 && (
          <div>
            <ButtonLink href={`${address}/declined`} icon="refresh">
              Preview {counted(totals.declined.count, 'declined document')} again
            </ButtonLink>
            <p class="quiet">Only what the rules allow to be tried again is charged.</p>
          </div>
        )}
        {isOver && second !== 'no_manager' && totals.charged.count > 0 && (
          <div>
            <ButtonLink look="danger" icon="undo" href={`${address}/undo`}>
              Take the run back…
            </ButtonLink>
            <p class="quiet">Voids what has not settled yet, after a look at what that is.</p>
          </div>
        )}
      </div>
    </Card>
  )
}
