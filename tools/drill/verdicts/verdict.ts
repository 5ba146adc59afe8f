/** What was found wrong, and with which order, queue or window. */
export interface Wrong {
  readonly subject: string;
  readonly what: string;
}

/** A promise that was held against all that it is about. */
export interface Verdict {
  /** What ought to be so. */
  readonly claim: string;
  /** How many orders, queues or windows were looked at. */
  readonly checked: number;
  /** Empty when it holds. */
  readonly wrong: readonly Wrong[];
  /** What a reader should know beside it. */
  readonly remark: string | null;
}

/** Judges each of some things; `fault` tells what is wrong with one, null when nothing is. */
export function judgeEach<T>(
  claim: string,
  things: readonly T[],
  subject: (thing: T) => string,
  fault: (thing: T) => string | null,
): Verdict {
  const wrong = things.flatMap((thing) => {
    const what = fault(thing);
    return what === null ? [] : [{ subject: subject(thing), what }];
  });
  return { claim, checked: things.length, wrong, remark: null };
}

/** Whether it came out as it ought to. */
export const holds = ({ wrong }: Verdict): boolean => wrong.length === 0;
