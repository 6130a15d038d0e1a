/** For whoever hesitates to press a button here. */
export const NothingTwice = () => (
  <p class="quiet">
    Nothing here can charge anybody twice: a job only points at rows of the database, and each row
    is claimed there before a message leaves. Jobs that ended are kept for a while to look at.
  </p>
)
