import { Token } from 'aws-cdk-lib/core';

/** Whether a string contains a token. The first check is fast, because most strings do not contain one. */
export function holdsToken(text: string): boolean {
  return text.includes('${Token[') && Token.isUnresolved(text);
}
