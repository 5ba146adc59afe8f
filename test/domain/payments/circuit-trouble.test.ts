import { call, FAILED, FINE, outage, region } from './circuit-region';

describe('a schedule', () => {
  test('whose time is ahead does not wait', async () => {
    const { instance, clock, told } = await outage();
    const sweep = instance('worker');
    expect((await sweep.admit()).kind).toBe('refused');
    await sweep.dueBy(clock.now() + 60_000);
    expect(await call(sweep, FINE)).toBe('probe');
    expect(told).toEqual(['closed']);
  });

  test('whose time is ahead does not wait for one who crashed', async () => {
    const { instance, clock } = await outage();
    clock.advance(5_000);
    await instance('worker').admit();
    const sweep = instance('worker');
    await sweep.dueBy(clock.now() + 60_000);
    expect((await sweep.admit()).kind).toBe('probe');
  });

  test('whose time is ahead, but not of the probe, changes nothing', async () => {
    const { instance, clock, operations } = await outage();
    operations.length = 0;
    await instance('worker').dueBy(clock.now() + 1_000);
    expect(operations).toEqual(['read']);
  });

  test('whose time is ahead changes nothing while all is well', async () => {
    const { instance, clock, operations } = region();
    await instance('worker').dueBy(clock.now() + 60_000);
    expect(operations).toEqual(['read']);
  });

  test('that is late or in time changes nothing', async () => {
    const { instance, clock, operations } = await outage();
    operations.length = 0;
    for (const late of [0, 1_000, 600_000]) await instance('worker').dueBy(clock.now() - late);
    clock.advance(5_000);
    await instance('worker').dueBy(clock.now() + 60_000);
    expect(operations).toEqual(['read', 'read', 'read', 'read']);
  });

  test('probes where no order does', async () => {
    const { instance, clock } = await outage();
    const sweep = instance('worker');
    const asked: boolean[] = [];
    const ask = (isBack: boolean) => async () => {
      asked.push(isBack);
      return isBack;
    };
    await sweep.probe(ask(true));
    expect(asked).toEqual([]);
    clock.advance(5_000);
    await sweep.probe(ask(false));
    clock.advance(10_000);
    await sweep.probe(ask(true));
    await sweep.probe(ask(true));
    expect(asked).toEqual([false, true]);
    expect(sweep.takeClosed()).toBe(true);
  });
});

describe('while the store fails', () => {
  test('payments go on, and the store is left alone for a second', async () => {
    const { instance, clock, broken, operations } = region();
    broken.add('circuit.read:before').add('circuit.count:before');
    const circuit = instance('shopper');
    for (let n = 0; n < 10; n++) expect(await call(circuit, FAILED)).toBe('call');
    clock.advance(1_000);
    operations.length = 0;
    expect(await Promise.all([call(circuit, FINE), call(circuit, FINE)])).toEqual(['call', 'call']);
    expect(operations).toEqual(['read']);
  });

  test('an instance that could not share its failure does not judge by the others alone', async () => {
    const { instance, broken, operations, told } = region();
    const [one, other] = [instance('shopper'), instance('shopper')];
    await call(other, FAILED);
    await call(other, FAILED);
    await one.admit();
    broken.add('circuit.count:before');
    operations.length = 0;
    expect(await call(one, FAILED)).toBe('call');
    expect([operations, told]).toEqual([['count'], ['store failed']]);
  });

  test('a circuit that was open stays so, for two minutes', async () => {
    const { instance, clock, broken } = await outage();
    const circuit = instance('worker');
    await circuit.admit();
    broken.add('circuit.read:before').add('circuit.write:before');
    clock.advance(119_000);
    expect(await call(circuit, FINE)).toBe('refused');
    clock.advance(2_000);
    expect(await call(circuit, FINE)).toBe('call');
  });

  test('a probe whose taking has no answer is made all the same', async () => {
    const { instance, clock, broken, told } = await outage();
    clock.advance(5_000);
    broken.add('circuit.write:after');
    const circuit = instance('worker');
    expect(await call(circuit, FINE)).toBe('probe');
    expect(told).toEqual(['store failed', 'store failed', 'closed']);
    expect(circuit.takeClosed()).toBe(true);
  });

  test('a probe that cannot be taken is not made', async () => {
    const { instance, clock, broken } = await outage();
    clock.advance(5_000);
    broken.add('circuit.write:before');
    expect((await instance('worker').admit()).kind).toBe('refused');
  });
});
