import { render } from '../columns.ts'
import { readInput } from '../input.ts'
import { created, ok, type Reply } from '../rest.ts'
import type { ControlCall, Sandbox } from './index.ts'
import { missing } from './read.ts'

// Entry points, which only an installer or a person may change (Splynx facts §2.10).

export function add({ splynx: { books } }: Sandbox, { body }: ControlCall): Reply {
  const { entryPoints: table } = books
  return created({ id: table.insert(readInput(table.columns, body, 'create')).id })
}

export function change(sandbox: Sandbox, { id, body }: ControlCall): Reply {
  const { entryPoints: table } = sandbox.splynx.books
  const row = rowIn(sandbox, id)
  table.update(row, readInput(table.columns, body, 'update'))
  return ok(render(table.columns, row))
}

export function remove(sandbox: Sandbox, { id }: ControlCall): Reply {
  sandbox.splynx.books.entryPoints.remove(rowIn(sandbox, id))
  return ok({ deleted: true })
}

function rowIn({ splynx: { books } }: Sandbox, id: number) {
  const row = books.entryPoints.find(id)
  if (row === undefined) throw missing('entry point')
  return row
}
