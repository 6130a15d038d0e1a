import { type Hook, hookShape } from '../hooks.ts'
import { created, ok, type Reply } from '../rest.ts'
import type { ControlCall, Sandbox } from './index.ts'
import { missing, shaped } from './read.ts'

// Webhooks, which Splynx itself lets people make in its pages alone.

export const list = ({ splynx: { hooks } }: Sandbox): Reply => ok(hooks.all)

/** `{url, secret?, format?, algorithm?, events?, enabled?}` */
export function add({ splynx: { hooks } }: Sandbox, { body }: ControlCall): Reply {
  return created(hooks.add(shaped(hookShape, body)))
}

export function change(sandbox: Sandbox, { id, body }: ControlCall): Reply {
  const hook = hookIn(sandbox, id)
  const { id: _, ...former } = hook
  return ok(Object.assign(hook, shaped(hookShape, { ...former, ...body })))
}

export function remove(sandbox: Sandbox, { id }: ControlCall): Reply {
  sandbox.splynx.hooks.remove(hookIn(sandbox, id))
  return ok({ deleted: true })
}

/** `{id}`: the test that Splynx's own pages offer; it must get 200. */
export async function ping(sandbox: Sandbox, { body }: ControlCall): Promise<Reply> {
  const sent = await sandbox.splynx.hooks.ping(hookIn(sandbox, Number(body.id)))
  return ok({ ...sent, ok: sent.status === 200 })
}

/** Waits until everything that was told has been tried. */
export async function settle({ splynx: { hooks } }: Sandbox): Promise<Reply> {
  await hooks.settle()
  return ok({ deliveries: hooks.deliveries.length })
}

/** `?status=waiting|delivered|failed` */
export function listDeliveries({ splynx: { hooks } }: Sandbox, { query }: ControlCall): Reply {
  const status = query.get('status')
  return ok(hooks.deliveries.filter((one) => status === null || one.status === status))
}

function hookIn({ splynx: { hooks } }: Sandbox, id: number): Hook {
  const hook = hooks.find(id)
  if (hook === undefined) throw missing('hook')
  return hook
}
