// Tests run the TypeScript sources: each file transpiled on its own, type-checked by `npm run lint`.
module.exports = {
  displayName: 'library',
  rootDir: '..',
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // jsii compiles in place, so lib/x.js may stand beside lib/x.ts: the source wins.
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.jest.json' }] },
  setupFiles: ['<rootDir>/test/_helpers/setup.ts'],
};
