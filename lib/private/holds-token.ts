import { Token } from 'aws-cdk-lib/core';

/** Whether a text contains a token. The first check is fast, because most texts do not contain one. */
export function holdsToken(text: string): boolean {
  return text.includes('${Token[') && Token.isUnresolved(text);
}
