import { expect, it, vi } from 'vitest'
import { createBatches } from '../../../src/operations/sending/batches.ts'

const options = { sizeMax: 3, delayMs: 0 }

it('what comes within a moment is written together, and each learns its own result', async () => {
  const write = vi.fn(async (items: number[]) => items.map((item) => item * 10))
  const { add } = createBatches({ ...options, write })
  expect(await Promise.all([add(1), add(2)])).toEqual([10, 20])
  expect(write.mock.calls).toEqual([[[1, 2]]])
})

it('no batch is larger than allowed', async () => {
  const write = vi.fn(async (items: number[]) => items)
  const { add } = createBatches({ ...options, write })
  await Promise.all([1, 2, 3, 4, 5, 6, 7].map(add))
  expect(write.mock.calls.map(([items]) => items.length)).toEqual([3, 3, 1])
})

it('one that cannot be written does not take the others with it', async () => {
  const write = async (items: number[]) => {
    if (items.includes(2)) throw new Error('refused')
    return items.map((item) => item * 10)
  }
  const { add } = createBatches({ ...options, write })
  const settled = await Promise.allSettled([add(1), add(2), add(3)])
  expect(settled).toEqual([
    { status: 'fulfilled', value: 10 },
    { status: 'rejected', reason: new Error('refused') },
    { status: 'fulfilled', value: 30 },
  ])
})

it('what comes while a batch is being written goes into the next one', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const batches: number[][] = []
  const write = async (items: number[]) => {
    batches.push(items)
    if (batches.length === 1) await held
    return items
  }
  const { add } = createBatches({ ...options, write })
  const first = Promise.all([add(1), add(2), add(3)])
  await add(4)
  release()
  await first
  expect(batches).toEqual([[1, 2, 3], [4]])
})
