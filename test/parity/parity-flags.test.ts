import * as fs from 'node:fs';
import { suite } from './suite';

// An app with the feature flags that `cdk init` sets. The account and region are known, so ARNs contain literals.
const flags = JSON.parse(
  fs.readFileSync(require.resolve('aws-cdk-lib/recommended-feature-flags.json'), 'utf-8'),
) as Record<string, unknown>;

suite({ context: flags, env: { account: '111111111111', region: 'eu-west-1' } });
