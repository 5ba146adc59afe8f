import { wildcard } from '../../../local/iam/wildcard';

const OBJECTS = 'arn:aws:s3:::amzn-s3-demo-bucket';

// Examples of "IAM JSON policy elements: Resource", using wildcards in resource ARNs.
test.each([
  [`${OBJECTS}/*/test/*`, `${OBJECTS}/1/test/object.jpg`, true],
  [`${OBJECTS}/*/test/*`, `${OBJECTS}/1/2/test/3/object.jpg`, true],
  [`${OBJECTS}/*/test/*`, `${OBJECTS}/1///test///object.jpg`, true],
  [`${OBJECTS}/*/test/*`, `${OBJECTS}/1/test/.jpg`, true],
  [`${OBJECTS}/*/test/*`, `${OBJECTS}//test/`, true],
  [`${OBJECTS}/*/test/*`, `${OBJECTS}/1-test/object.jpg`, false],
  [`${OBJECTS}/*/test/*`, `${OBJECTS}/test/object.jpg`, false],
  [`${OBJECTS}/*/test/*`, `${OBJECTS}/1/2/test.jpg`, false],
  ['arn:aws:sqs:*:111122223333:queue1', 'arn:aws:sqs:us-east-2:111122223333:queue1', true],
  ['arn:aws:sqs:*:111122223333:queue1', 'arn:aws:sqs:us-east-2:111122223333:queue2', false],
  ['arn:aws:sqs:*', 'arn:aws:sqs:us-east-2:111122223333:queue1', true],
  ['arn:aws:*:queue1', 'arn:aws:sqs:us-east-2:111122223333:queue1', true],
  ['secret:holdfast/payment-??????', 'secret:holdfast/payment-a1b2c3', true],
  ['secret:holdfast/payment-??????', 'secret:holdfast/payment-a1b2c', false],
  ['secret:holdfast/payment-??????', 'secret:holdfast/payment-old-a1b2c3', false],
  ['PRODUCT#?', 'PRODUCT#\u{1f6d2}', true],
  ['PRODUCT#*', 'PRODUCT#', true],
  ['PRODUCT#*', 'PRODUCT', false],
  ['a.c', 'abc', false],
  ['a.c*(x)?', 'a.c(x)y', true],
  ['*', '', true],
  ['a*', 'a\nb', true],
  ['', 'a', false],
])('%s and %s', (pattern, text, expected) => {
  expect(wildcard(pattern)(text)).toBe(expected);
});
