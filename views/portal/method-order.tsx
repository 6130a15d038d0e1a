import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { CsrfField } from '../components/csrf-field.tsx'
import { Method } from '../components/figures.tsx'
import { Row, Rows } from '../components/rows.tsx'
import { methodName } from '../format.ts'
import { useLanguage, useWords } from '../words/speaking.tsx'
import { Mark } from './document-marks.tsx'
import { factsOf, type SavedMethod } from './method-option.ts'

/** Which method comes when the one before cannot be used. The default is always the first. */
export const MethodOrder = ({
  methods,
  csrf,
}: {
  methods: readonly SavedMethod[]
  csrf: string
}) => {
  const words = useWords().credentials
  return (
    <Card title={words.order} lead={words.orderLead} flush>
      <Rows label={words.order}>
        {methods.map((method, at) => (
          <Row
            title={
              <>
                <span class="row-place">{at + 1}.</span> <Method {...factsOf(method)} />
                {method.is_default === 1 && (
                  <Mark tone="active" icon="star" word={words.isDefault} />
                )}
              </>
            }
            actions={
              method.is_default !== 1 && (
                <>
                  {mayMove(methods, at, at - 1) && <Move {...{ method, csrf }} direction="up" />}
                  {mayMove(methods, at, at + 1) && <Move {...{ method, csrf }} direction="down" />}
                </>
              )
            }
          />
        ))}
      </Rows>
    </Card>
  )
}

const mayMove = (methods: readonly SavedMethod[], from: number, to: number): boolean =>
  methods[from]?.is_default !== 1 && methods[to] !== undefined && methods[to].is_default !== 1

const Move = ({
  method,
  direction,
  csrf,
}: {
  method: SavedMethod
  direction: 'up' | 'down'
  csrf: string
}) => {
  const words = useWords().credentials
  const name = methodName(factsOf(method), useLanguage())
  const [label, full] =
    direction === 'up' ? [words.up, words.moveUp(name)] : [words.down, words.moveDown(name)]
  return (
    <form method="post" action={`/ippay/credentials/${method.id}/order`}>
      <CsrfField token={csrf} />
      <input type="hidden" name="direction" value={direction} autocomplete="off" />
      <Button size="small" aria-label={full}>
        {label}
      </Button>
    </form>
  )
}
