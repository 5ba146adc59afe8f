import { call, FAILED, fail, FINE, outage, region } from './circuit-region';

describe('while all is well', () => {
  test('an instance reads once a second and writes nothing', async () => {
    const { instance, clock, operations } = region();
    const circuit = instance('shopper');
    for (let n = 0; n < 20; n++) {
      expect(await call(circuit, FINE)).toBe('call');
      clock.advance(100);
    }
    expect(operations).toEqual(['read', 'read']);
  });

  test('calls that look at the same time share one read', async () => {
    const { instance, operations } = region();
    const circuit = instance('worker');
    circuit.refresh();
    await Promise.all([circuit.admit(), circuit.admit(), circuit.admit()]);
    expect(operations).toEqual(['read']);
  });

  test('an invocation that begins looks no sooner than others', async () => {
    const { instance, operations } = region();
    const circuit = instance('shopper');
    await circuit.admit();
    circuit.refresh();
    await circuit.admit();
    expect(operations).toEqual(['read']);
  });

  test('a read that began long ago is not waited for', async () => {
    const { instance, clock, operations } = region();
    const circuit = instance('shopper');
    const frozen = circuit.admit();
    clock.advance(3_600_000);
    await Promise.all([frozen, circuit.admit()]);
    expect(operations).toEqual(['read', 'read']);
  });
});

describe('opening', () => {
  test('three failures of any instances open it, for all', async () => {
    const { instance, told } = region();
    const [first, second, third] = [instance('shopper'), instance('shopper'), instance('worker')];
    await fail(first, 1);
    await fail(second, 1);
    expect(told).toEqual([]);
    await fail(third, 1);
    expect(told).toEqual(['opened 1']);
    expect(await call(instance('shopper'), FINE)).toBe('refused');
    expect(await call(third, FINE)).toBe('refused');
  });

  test('two do not', async () => {
    const { instance, told } = region();
    await fail(instance('shopper'), 2);
    expect(told).toEqual([]);
    expect(await call(instance('shopper'), FINE)).toBe('call');
  });

  test('slow calls have failed', async () => {
    const { instance, told } = region();
    const circuit = instance('worker');
    for (let n = 0; n < 5; n++) await call(circuit, { failed: false, ms: 3_000 });
    expect(told).toEqual([]);
    for (let n = 0; n < 5; n++) await call(circuit, { failed: false, ms: 3_001 });
    expect(told).toEqual(['opened 1']);
  });

  test('calls that went well just before count, too', async () => {
    const { instance, told } = region();
    const circuit = instance('shopper');
    for (let n = 0; n < 6; n++) await call(circuit, FINE);
    await fail(circuit, 5);
    expect(told).toEqual([]);
    await fail(circuit, 1);
    expect(told).toEqual(['opened 1']);
  });

  test('once one has failed, others share what they count within a second', async () => {
    const { instance, clock, operations } = region();
    const [unlucky, lucky] = [instance('shopper'), instance('shopper')];
    await call(lucky, FINE);
    await fail(unlucky, 1);
    clock.advance(1_000);
    operations.length = 0;
    await call(lucky, FINE);
    expect(operations).toEqual(['read', 'count']);
    clock.advance(31_000);
    operations.length = 0;
    await call(lucky, FINE);
    expect(operations).toEqual(['read']);
  });

  test('a call that was begun before the circuit last closed says nothing', async () => {
    const { instance, clock, told } = region();
    const circuit = instance('worker');
    const old = await Promise.all(Array.from({ length: 10 }, () => circuit.admit()));
    await fail(circuit);
    clock.advance(5_000);
    expect(await call(circuit, FINE)).toBe('probe');
    for (const admission of old) if (admission.kind === 'call') await circuit.record(admission, FAILED);
    expect(told).toEqual(['opened 1', 'closed']);
    expect(await call(circuit, FINE)).toBe('call');
  });
});

describe('an open circuit', () => {
  test('refuses everybody until its time has come, and says when that is', async () => {
    const { instance, shared, operations } = await outage();
    operations.length = 0;
    const { circuit } = shared;
    const retryAt = circuit.kind === 'open' ? circuit.probeAt : undefined;
    expect(retryAt).toEqual(expect.any(Number));
    expect(await instance('shopper').admit()).toEqual({ kind: 'refused', retryAt });
    expect(await instance('worker').admit()).toEqual({ kind: 'refused', retryAt });
    expect(operations).toEqual(['read', 'read']);
  });

  test('is asked for by one call of an instance at a time', async () => {
    const { instance, clock, operations } = await outage();
    clock.advance(5_000);
    operations.length = 0;
    const worker = instance('worker');
    await Promise.all([worker.admit(), worker.admit(), worker.admit()]);
    expect(operations).toEqual(['read', 'write']);
  });

  test('hears nothing of calls that were begun while it was closed', async () => {
    const { instance, operations } = region();
    const circuit = instance('shopper');
    const old = await circuit.admit();
    await fail(circuit, 3);
    operations.length = 0;
    if (old.kind === 'call') await circuit.record(old, FAILED);
    expect(operations).toEqual([]);
  });

  test('is never probed by a shopper', async () => {
    const { instance, clock } = await outage();
    clock.advance(60_000);
    expect(await call(instance('shopper'), FINE)).toBe('refused');
  });

  test('is probed by one worker, by one call of it', async () => {
    const { instance, clock } = await outage();
    clock.advance(5_000);
    const [one, other] = [instance('worker'), instance('worker')];
    const all = [one, one, one, other, other].map((circuit) => circuit.admit());
    const kinds = (await Promise.all(all)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['probe', 'refused', 'refused', 'refused', 'refused']);
    expect((await one.admit()).kind).toBe('refused');
  });

  test('closes when the probe succeeds; one instance is told, once', async () => {
    const { instance, clock, told } = await outage();
    clock.advance(5_000);
    const [one, other] = [instance('worker'), instance('worker')];
    expect(await call(one, FINE)).toBe('probe');
    expect(told).toEqual(['closed']);
    expect([one.takeClosed(), one.takeClosed(), other.takeClosed()]).toEqual([true, false, false]);
    expect(await call(other, FINE)).toBe('call');
  });

  test('opens again for longer when it fails or is slow', async () => {
    const { instance, clock, told } = await outage();
    const worker = instance('worker');
    clock.advance(5_000);
    await call(worker, FAILED);
    clock.advance(10_000);
    await call(worker, { failed: false, ms: 9_000 });
    expect(told).toEqual(['opened 2', 'opened 3']);
    expect(worker.takeClosed()).toBe(false);
  });

  test('is probed by another when who probed it crashed', async () => {
    const { instance, clock } = await outage();
    clock.advance(5_000);
    expect((await instance('worker').admit()).kind).toBe('probe');
    clock.advance(29_999);
    expect((await instance('worker').admit()).kind).toBe('refused');
    clock.advance(1);
    expect((await instance('worker').admit()).kind).toBe('probe');
  });

  test('believes no prober who comes back after another took over', async () => {
    const { instance, clock, told } = await outage();
    clock.advance(5_000);
    const lost = instance('worker');
    const admission = await lost.admit();
    clock.advance(30_000);
    await instance('worker').admit();
    if (admission.kind === 'probe') await lost.record(admission, FINE);
    expect(told).toEqual([]);
    expect(lost.takeClosed()).toBe(false);
  });

  test('that has closed is known at the start of the next invocation', async () => {
    const { instance, clock } = await outage();
    const shopper = instance('shopper');
    clock.advance(5_000);
    expect(await call(shopper, FINE)).toBe('refused');
    await call(instance('worker'), FINE);
    expect(await call(shopper, FINE)).toBe('refused');
    shopper.refresh();
    expect(await call(shopper, FINE)).toBe('call');
  });
});
