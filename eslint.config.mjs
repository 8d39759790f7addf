import { defineConfig } from 'eslint/config';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';

// For each folder of lib/, the other folders that it may import. ARCHITECTURE.md also contains this list.
const below = ['private', 'validation', 'common'];
const mayImport = {
  private: [],
  validation: ['private'],
  common: ['private', 'validation'],
  http: below,
  websocket: below,
  integrations: [...below, 'http', 'websocket'],
  authorizers: [...below, 'http', 'websocket'],
  cloudfront: [...below, 'http', 'websocket'],
  interop: [...below, 'http', 'websocket', 'integrations', 'authorizers'],
  rules: ['private', 'validation'],
};
const folders = Object.keys(mayImport);

const zones = folders.flatMap((folder) => {
  const forbidden = folders.filter((other) => other !== folder && !mayImport[folder].includes(other));
  return [
    ...forbidden.map((other) => ({
      target: `./lib/${folder}`,
      from: `./lib/${other}`,
      message: `lib/${folder} may import from ${['itself', ...mayImport[folder]].join(', ')} only.`,
    })),
    // The barrels (`index.ts`) are the public modules. Code in the library imports a name from the file that declares
    // the name. Only recognition.ts imports barrels, because it needs all classes.
    {
      target: `./lib/${folder}/**/!(index|recognition).ts`,
      from: './lib/**/index.ts',
      message: 'Import the file, not a barrel.',
    },
  ];
});

// For each folder of toolkit/src, the other folders that it may import.
const toolkitMayImport = {
  model: [],
  report: ['model'],
  gateway: ['model'],
  migrate: ['model', 'report'],
  start: ['model', 'report', 'gateway'],
  cli: ['model', 'report', 'gateway', 'migrate', 'start'],
};
const toolkitZones = Object.entries(toolkitMayImport).flatMap(([folder, allowed]) =>
  Object.keys(toolkitMayImport)
    .filter((other) => other !== folder && !allowed.includes(other))
    .map((other) => ({
      target: `./toolkit/src/${folder}`,
      from: `./toolkit/src/${other}`,
      message: `toolkit/src/${folder} may import from ${['itself', ...allowed].join(', ')} only.`,
    })),
);

export default defineConfig(
  {
    ignores: [
      'node_modules/',
      'coverage/',
      'dist/',
      '.cache/',
      '**/cdk.out/',
      '**/*.snapshot/',
      '**/*.d.ts',
      'lib/**/*.js',
      'toolkit/lib/',
      'integ/**/*.js',
      'examples/**/*.js',
      '**/fixtures/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'test/tsconfig.json' })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/extensions': ['.ts'],
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
      'import-x/no-duplicates': 'error',
      'import-x/no-self-import': 'error',
      'import-x/no-extraneous-dependencies': [
        'error',
        { devDependencies: ['test/**', 'integ/**', 'bench/**', 'examples/**/*.test.ts'] },
      ],
      'no-restricted-syntax': [
        'error',
        // Tests must not use .only, .skip or .todo.
        {
          selector: 'MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(only|skip|todo)$/]',
          message: 'Remove .only, .skip or .todo: all tests must run.',
        },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'max-lines': ['error', 600],
    },
  },
  {
    files: ['lib/**/*.ts'],
    plugins: { jsdoc },
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/explicit-member-accessibility': ['error', { accessibility: 'explicit' }],
      '@typescript-eslint/member-ordering': 'off',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'aws-cdk-lib', message: "Import 'aws-cdk-lib/core' or the module: the root loads slowly." }],
          patterns: [{ group: ['aws-cdk-lib/*/lib/*'], message: 'Import the module: its files are not public.' }],
        },
      ],
      'no-console': 'error',
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: false,
          enableFixer: false,
          // test/tooling/docs.test.ts checks the docstrings of class members, because this rule also
          // reports members that override inherited members.
          require: { FunctionDeclaration: false, ClassDeclaration: false },
          checkConstructors: false,
          contexts: [
            'ExportNamedDeclaration > ClassDeclaration',
            'ExportNamedDeclaration > TSInterfaceDeclaration',
            'ExportNamedDeclaration > TSEnumDeclaration',
            'ExportNamedDeclaration > TSInterfaceDeclaration TSPropertySignature',
            'ExportNamedDeclaration > TSInterfaceDeclaration TSMethodSignature',
            'ExportNamedDeclaration > TSEnumDeclaration TSEnumMember',
          ],
        },
      ],
    },
  },
  {
    files: ['toolkit/src/**/*.ts'],
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: toolkitZones }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'no-console': 'error',
    },
  },
  {
    // The tests of the toolkit can import the development dependencies of the root package.
    files: ['toolkit/test/**/*.ts'],
    rules: {
      'import-x/no-extraneous-dependencies': ['error', { devDependencies: true, packageDir: ['.', 'toolkit'] }],
    },
  },
  {
    // These files declare no public API, so their docstrings are optional.
    files: ['lib/private/**/*.ts', 'lib/**/index.ts'],
    rules: { 'jsdoc/require-jsdoc': 'off' },
  },
  {
    files: ['test/**/*.ts', 'integ/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': ['error', 1000],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'console',
          'process',
          'require',
          'module',
          'exports',
          '__dirname',
          '__filename',
          'Buffer',
          'URL',
          'setTimeout',
          'clearTimeout',
          'performance',
          'fetch',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: {
      'no-undef': 'error',
      'no-unused-vars': ['error', { caughtErrors: 'none' }],
      'prefer-const': 'error',
      'max-lines': ['error', 600],
    },
  },
);
