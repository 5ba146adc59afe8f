import { randomInt } from 'node:crypto';
import { isRecord } from '../assembly/template';

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const UPPERCASE = LOWERCASE.toUpperCase();
const NUMBERS = '0123456789';
/** Secrets Manager's punctuation, from the documentation of GetRandomPassword. */
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/**
 * Makes a secret's first value as `GenerateSecretString` of AWS::SecretsManager::Secret asks: a password of
 * 32 characters unless told otherwise, on its own or under a key of a JSON template.
 */
export function generateSecretString(settings: Readonly<Record<string, unknown>>): string {
  const password = generatePassword(settings);
  const { SecretStringTemplate, GenerateStringKey } = settings;
  if (typeof SecretStringTemplate !== 'string' || typeof GenerateStringKey !== 'string') return password;
  const template: unknown = JSON.parse(SecretStringTemplate);
  return JSON.stringify({ ...(isRecord(template) ? template : {}), [GenerateStringKey]: password });
}

function generatePassword(settings: Readonly<Record<string, unknown>>): string {
  const excluded = typeof settings.ExcludeCharacters === 'string' ? settings.ExcludeCharacters : '';
  const alphabet = [
    settings.ExcludeLowercase ? '' : LOWERCASE,
    settings.ExcludeUppercase ? '' : UPPERCASE,
    settings.ExcludeNumbers ? '' : NUMBERS,
    settings.ExcludePunctuation ? '' : PUNCTUATION,
    settings.IncludeSpace ? ' ' : '',
  ].join('');
  const allowed = [...alphabet].filter((character) => !excluded.includes(character));
  const length = typeof settings.PasswordLength === 'number' ? settings.PasswordLength : 32;
  return Array.from({ length }, () => allowed[randomInt(allowed.length)]).join('');
}
