import { Token } from 'aws-cdk-lib/core';

/** Whether a string contains a token. A fast check comes first, because most strings do not contain a token. */
export function holdsToken(text: string): boolean {
  return text.includes('${Token[') && Token.isUnresolved(text);
}
