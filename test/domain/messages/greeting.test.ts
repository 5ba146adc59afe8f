import { greetingOf } from '../../../lambdas/domain/messages/greeting';

const greet = (name: string) => greetingOf({ email: 'ada@example.com', name });

it.each([
  'Ada Lovelace',
  'Ada O’Neill <ada>',
  'J. R. R. Tolkien',
  'J.R. Tolkien',
  'Dr. Ada',
  '李小龙',
  'Ada.',
])('greets %s', (name) => expect(greet(name)).toBe(`Dear ${name},`));

it.each([
  'you have won: evil.example',
  'https://evil.example/a',
  '//evil',
  'C:evil',
  'win@evil',
  'evil\\share',
  'win at EVIL.COM today',
  'зло.рф',
  'evil。com',
])('does not greet "%s": mail programs would make a link of it', (name) =>
  expect(greet(name)).toBeUndefined(),
);

it.each([{ email: 'ada@example.com' }, { erasedAt: 1 }])('has nobody to greet in %j', (customer) =>
  expect(greetingOf(customer)).toBeUndefined(),
);
