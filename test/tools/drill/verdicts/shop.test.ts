import { judgeAudit, judgeDeadLetters, judgeDrained } from '../../../../tools/drill/verdicts/shop';
import { CLEAN_AUDIT } from '../../support/fake-shop-routes';
import { recordOf, START } from '../samples';

const DRAINED = recordOf().drained;

describe('nothing is owed', () => {
  it('holds when no order and no message is left, but those that are delayed', () => {
    const depth = { visible: 0, inFlight: 0, delayed: 4 };

    expect(judgeDrained({ ...DRAINED, depth })).toMatchObject({
      wrong: [],
      remark: '4 delayed messages name orders that are over',
    });
  });

  it('fails for each order and for messages', () => {
    const depth = { visible: 2, inFlight: 1, delayed: 0 };

    expect(judgeDrained({ ...DRAINED, at: null, owed: ['a', 'b'], depth }).wrong).toEqual([
      { subject: 'a', what: 'still owes a step' },
      { subject: 'b', what: 'still owes a step' },
      { subject: 'queues', what: '3 messages are visible or in flight' },
    ]);
  });

  it('fails when it came too late', () => {
    expect(judgeDrained({ ...DRAINED, at: null }).wrong).toHaveLength(1);
    expect(judgeDrained({ ...DRAINED, at: START }).wrong).toEqual([]);
  });
});

describe('the audit', () => {
  it('holds when it found nothing', () => {
    expect(judgeAudit({ kind: 'done', audit: { ...CLEAN_AUDIT } })).toMatchObject({ checked: 1, wrong: [] });
  });

  it('fails with what it found', () => {
    const audit = { ...CLEAN_AUDIT, ok: false, oversoldUnits: 3, duplicateCharges: [{}] };

    expect(judgeAudit({ kind: 'done', audit }).wrong).toEqual([
      { subject: 'audit', what: 'oversold units: 3' },
      { subject: 'audit', what: 'duplicate charges: 1' },
    ]);
  });

  it('fails when there is none, and when it says no more than that it is not ok', () => {
    expect(judgeAudit({ kind: 'failed', message: '503' }).wrong).toEqual([{ subject: 'audit', what: '503' }]);
    expect(judgeAudit({ kind: 'done', audit: { ...CLEAN_AUDIT, ok: false } }).wrong).toHaveLength(1);
  });
});

it('fails for a dead-letter queue with a message', () => {
  expect(judgeDeadLetters([]).wrong).toEqual([]);
  expect(judgeDeadLetters([{ queue: 'us-east-1/holdfast-orders-dlq', messages: 2 }]).wrong).toEqual([
    { subject: 'us-east-1/holdfast-orders-dlq', what: 'holds 2 messages' },
  ]);
});
