import tseslint from 'typescript-eslint';

/**
 * The folder layout is the architecture. Each rule names who may not import whom:
 * domain knows nobody; adapters know the domain; use cases (handlers) know domain and adapters;
 * infrastructure (lib, bin) and the local cloud know no Lambda code at all.
 */
const forbid = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

export default tseslint.config(
  {
    ignores: [
      'cdk.out/**',
      'node_modules/**',
      'coverage/**',
      '.holdfast/**',
      '.stryker-tmp/**',
      '**/*.js',
      '**/*.mjs',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  forbid(
    ['lambdas/domain/**/*.ts'],
    [
      '@aws-sdk/*',
      '@aws-lambda-powertools/*',
      '@middy/*',
      'aws-cdk-lib*',
      '**/adapters/**',
      '**/shared/**',
      '**/lib/**',
      '**/local/**',
      '**/tools/**',
    ],
    'The domain has no AWS in it: declare a port and implement it in lambdas/adapters.',
  ),
  forbid(
    ['lambdas/adapters/**/*.ts'],
    ['aws-cdk-lib*', '**/lib/**', '**/local/**', '**/tools/**', '**/shared/**', '@middy/*'],
    'Adapters implement the ports of the domain and know nothing of handlers or infrastructure.',
  ),
  forbid(
    ['lambdas/**/*.ts'],
    ['aws-cdk-lib*', '**/../lib/**', '**/local/**', '**/tools/**'],
    'Functions know neither infrastructure nor the local cloud.',
  ),
  forbid(
    ['lib/**/*.ts', 'bin/**/*.ts'],
    ['**/lambdas/**', '**/local/**', '**/tools/**', '@aws-sdk/*'],
    'Infrastructure bundles the functions by path; it imports none of their code.',
  ),
  forbid(
    ['local/**/*.ts'],
    ['**/lambdas/**', '**/lib/**', 'aws-cdk-lib*'],
    'The local cloud runs the synthesized templates and must not know the code behind them.',
  ),
  forbid(
    ['web/**/*.ts', 'web/**/*.tsx'],
    ['**/lambdas/**', '**/lib/**', '**/local/**', '**/tools/**', 'aws-cdk-lib*', '@aws-sdk/*'],
    'The storefront knows the HTTP contract only.',
  ),
  {
    // Shoppers' texts stand in web/texts.ts, so that a translator reads one file.
    files: ['web/**/*.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXText[value=/\\p{L}/u]', message: 'Texts belong into web/texts.ts.' },
        {
          selector:
            'JSXAttribute[name.name=/^(alt|title|label|placeholder|aria-(label|description|roledescription))$/] > Literal',
          message: 'Texts belong into web/texts.ts.',
        },
        {
          selector: 'JSXAttribute[name.name=/^(style|dangerouslySetInnerHTML)$/]',
          message: 'Styles stand in web/styles, and nothing is ever put in as HTML (style-src and the API).',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
);
