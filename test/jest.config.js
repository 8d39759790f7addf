// Tests run the TypeScript sources: each file is transpiled on its own, and `npm run lint` checks the types.
module.exports = {
  displayName: 'library',
  rootDir: '..',
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // jsii compiles in place, so lib/x.js can exist next to lib/x.ts. Jest loads the source.
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.jest.json' }] },
  setupFiles: ['<rootDir>/test/_helpers/setup.ts'],
};
