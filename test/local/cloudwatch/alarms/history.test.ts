import { AlarmHistory } from '../../../../local/cloudwatch/alarms/history';

test('keeps the newest changes, oldest first', () => {
  const history = new AlarmHistory();
  for (let n = 0; n < 5_003; n++)
    history.add({
      region: 'us-east-1',
      name: String(n),
      from: 'OK',
      to: 'ALARM',
      at: '',
      realAt: '',
      reason: '',
      notified: [],
    });
  expect(history.all()).toHaveLength(5_000);
  expect(history.all().map(({ name }) => name)).toEqual(expect.arrayContaining(['3', '5002']));
  expect(history.all()[0]?.name).toBe('3');
});
