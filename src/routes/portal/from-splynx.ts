import { awayProblem } from '../../middleware/http-problem.ts'
import { SplynxError } from '../../splynx/splynx.ts'

/** While Splynx is away nobody knows what is owed. Says so, and that nothing happened. */
export async function fromSplynx<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof SplynxError)) throw error
    const problem = awayProblem(
      'We cannot show your invoices at the moment. Nothing was charged. Please try again in a few minutes.',
    )
    problem.cause = error
    throw problem
  }
}
