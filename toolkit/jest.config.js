// Tests run the TypeScript sources: each file transpiled on its own, type-checked by `npm run lint` of the root.
module.exports = {
  displayName: 'toolkit',
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // jsii compiles the library in place, so lib/x.js may be beside lib/x.ts: the source wins.
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json', 'node'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.jest.json' }] },
};
