import { awayProblem } from '../../middleware/http-problem.ts'
import { SplynxError } from '../../splynx/splynx.ts'

/** While Splynx is away nobody knows what is owed. Says so, and that nothing happened. */
export async function fromSplynx<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof SplynxError)) throw error
    const problem = awayProblem((words) => words.invoicesAway)
    problem.cause = error
    throw problem
  }
}
