import { expect, it } from 'vitest'
import { Slots } from '../../../src/operations/sending/slots.ts'

/** Work that ends when it is told to. */
function piece() {
  let end: () => void = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  return { end, work: () => ended }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

it('no more happens at once than there are slots, in the order of asking', async () => {
  const slots = new Slots(2)
  const begun: number[] = []
  const pieces = [piece(), piece(), piece(), piece()]
  const all = pieces.map(({ work }, index) =>
    slots.use(() => {
      begun.push(index)
      return work()
    }),
  )
  await turn()
  expect(begun).toEqual([0, 1])
  pieces[1]!.end()
  await turn()
  expect(begun).toEqual([0, 1, 2])
  for (const { end } of pieces) end()
  await Promise.all(all)
  expect(begun).toEqual([0, 1, 2, 3])
})

it('a slot is free again after work that failed', async () => {
  const slots = new Slots(1)
  await expect(slots.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await slots.use(async () => 'yes')).toBe('yes')
})

it('who makes work ready waits while much of it waits, and is never forgotten', async () => {
  const slots = new Slots(2)
  const pieces = [piece(), piece(), piece(), piece()]
  const all = pieces.map(({ work }) => slots.use(work))
  let through = 0
  const waiting = [1, 2, 3].map(() => slots.whenShort().then(() => through++))
  await turn()
  expect(through).toBe(0)
  pieces[0]!.end()
  pieces[1]!.end()
  await turn()
  // Nothing waits any more, so all of them go on, though no more work may ever end.
  expect(through).toBe(3)
  for (const { end } of pieces) end()
  await Promise.all([...all, ...waiting])
})

it('fewer slots let what has begun end and nothing follow; more let the next ones in at once', async () => {
  const slots = new Slots(2)
  const pieces = [piece(), piece(), piece(), piece(), piece()]
  const begun: number[] = []
  const all = pieces.map(({ work }, index) =>
    slots.use(() => {
      begun.push(index)
      return work()
    }),
  )
  slots.resize(1)
  pieces[0]!.end()
  await turn()
  expect(begun).toEqual([0, 1])
  pieces[1]!.end()
  await turn()
  expect(begun).toEqual([0, 1, 2])
  slots.resize(3)
  await turn()
  expect(begun).toEqual([0, 1, 2, 3, 4])
  for (const { end } of pieces) end()
  await Promise.all(all)
})
